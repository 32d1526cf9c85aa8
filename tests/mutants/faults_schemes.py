"""Faults in the reading and checking of schemes, and in safeguards."""

from __future__ import annotations

from tests.mutants.fault import Fault

CORPUS = "tests/conformance/test_corpus.py::test_invalid_file_has_exactly_the_fault_it_is_named_for"
SAFEGUARDS = "tests/unit/scheme/test_safeguards.py"
FACTS = "tests/unit/scheme/test_facts.py"
NUMBERS = "tests/unit/scheme/test_changed_numbers.py"
AWAY = "tests/unit/scheme/test_taking_away.py"
INCLUDES = "tests/unit/scheme/test_includes.py"

HASHED = '\n\n    def __hash__(self) -> int:\n        """Place in a table."""\n        return '


def invalid(*names: str) -> tuple[str, ...]:
    """Files of the corpus whose fault must be found."""
    return tuple(f"{CORPUS}[{name}]" for name in names)


SCHEMES = (
    Fault(
        "two-ways-in",
        "scheme/checks/lists.py",
        "if len(ways) != 1:",
        "if len(ways) < 1:",
        invalid("entry_with_two_ways_in"),
        "an entry has exactly one way in",
    ),
    Fault(
        "no-length",
        "scheme/checks/lists.py",
        'if entry.term.kind == "fixed" and entry.term.length is None:',
        'if entry.term.kind == "fix" and entry.term.length is None:',
        invalid("fixed_term_without_length"),
        "a fixed term without a length would be none",
    ),
    Fault(
        "circle-of-lists",
        "scheme/checks/lists.py",
        "            todo.extend(implies.get(step, ()))",
        "            todo.extend(())",
        invalid("lists_imply_each_other"),
        "lists that imply each other would never end",
    ),
    Fault(
        "confused-with-certainty",
        "scheme/checks/records.py",
        "if total > 1:",
        "if total > 2:",
        invalid("confusion_above_one"),
        "chances of one behaviour add up to at most 1",
    ),
    Fault(
        "nobody-watches",
        "scheme/checks/records.py",
        "if not any(rule.on in recorded_by(channel) for channel in eyes):",
        "if not any(rule.on in recorded_by(channel) for channel in case.scheme.channels):",
        invalid("no_channel_in_via_records_it"),
        "a rule that nothing can set off is a mistake",
    ),
    Fault(
        "two-effects",
        "scheme/checks/records.py",
        "if len(effects) != 1:",
        "if not effects:",
        invalid("rule_with_two_effects"),
        "a rule has one effect",
    ),
    Fault(
        "out-of-reach",
        "scheme/checks/score.py",
        "return (low > initial and not up) or (high <= initial and not down)",
        "return low > initial and not up",
        ("tests/unit/scheme/test_out_of_reach.py::test_a_band_below_the_start_needs_points_that_go_down",),
        "a band that nobody can reach is a mistake",
    ),
    Fault(
        "penal-and-rewarding",
        "scheme/checks/score.py",
        "if band.penal and band.rewarding:",
        "if band.penal and not band.id:",
        invalid("band_penal_and_rewarding"),
        "a band is not penal and rewarding at once",
    ),
    Fault(
        "value-outside-its-range",
        "evidence/check_quantity.py",
        "if not low <= quantity.value <= high:",
        "if not low <= high:",
        invalid("range_without_value"),
        "a range holds its value",
    ),
    Fault(
        "assumption-without-range",
        "evidence/check_quantity.py",
        "elif quantity.grade is Grade.ASSUMPTION:",
        "elif quantity.grade is Grade.FICTION:",
        invalid("assumption_without_range"),
        "an assumption says how far it may be wrong",
    ),
    Fault(
        "number-without-source",
        "evidence/check_quantity.py",
        "if quantity.grade is not Grade.ASSUMPTION and not quantity.source:",
        "if quantity.grade is Grade.LAW_TEXT and not quantity.source:",
        invalid("number_without_source"),
        "every number says where it comes from",
    ),
    Fault(
        "any-unit",
        "evidence/check_quantity.py",
        "if quantity.unit not in expect.units:",
        "if not quantity.unit:",
        invalid("needs_unit_of_rate"),
        "months would be read as days",
    ),
    Fault(
        "key-twice",
        "evidence/yamltext.py",
        "frame.repeated = key in frame.value",
        "frame.repeated = False",
        invalid("duplicate_key"),
        "of two values of a key one would be lost in silence",
    ),
    Fault(
        "nesting-without-end",
        "evidence/yamltext.py",
        "if len(self.stack) >= MAX_DEPTH:",
        "if len(self.stack) >= 100 * MAX_DEPTH:",
        invalid("deep_nesting"),
        "a deeply nested file must not break the reader",
    ),
    Fault(
        "anchors-taken",
        "evidence/yamltext.py",
        "        if event.anchor is not None:\n",
        "        if event.anchor == 0:\n",
        invalid("anchor"),
        "anchors are not part of the format",
    ),
    Fault(
        "expiry-makes-longer",
        "scheme/amounts.py",
        "size(quantity) > size(value)",
        "size(quantity) != size(value)",
        (f"{SAFEGUARDS}::test_expiry_keeps_shorter_terms_and_compares_days_with_months",),
        "a safeguard that limits terms must not lengthen short ones",
    ),
    Fault(
        "add-overwrites",
        "scheme/operation.py",
        'keeps = (do == "add" and match.there)',
        'keeps = (do == "add" and False)',
        (f"{SAFEGUARDS}::test_add_writes_only_where_nothing_is_and_append_only_once",),
        "what a safeguard assumes must not replace what a scheme has from a source",
    ),
    Fault(
        "appended-twice",
        "scheme/operation.py",
        "if not any(same(item, value) for item in items):",
        "if True:",
        (f"{SAFEGUARDS}::test_add_writes_only_where_nothing_is_and_append_only_once",),
        "a safeguard put on twice must be as one put on once",
    ),
    Fault(
        "days-taken-for-months",
        "scheme/amounts.py",
        'return largest / DAYS_PER_MONTH if quantity["unit"] == "days" else largest',
        "return largest",
        (f"{SAFEGUARDS}::test_expiry_keeps_shorter_terms_and_compares_days_with_months",),
        "thirty days are not thirty months",
    ),
    Fault(
        "scaled-twice",
        "scheme/amounts.py",
        "if any(part.startswith(mark) for part",
        "if any(False for part",
        (f"{NUMBERS}::test_a_scaled_number_is_an_assumption_with_the_range_of_both_and_says_of_what_it_was_made",),
        "a safeguard put on twice would scale twice",
    ),
    Fault(
        "surcharge-above-the-cap",
        "scheme/amounts.py",
        "largest * max(1.0, factor) ** powers > limit",
        "largest > limit",
        (f"{NUMBERS}::test_a_rule_without_a_cap_gets_one_of_a_month_that_holds_surcharges_too",),
        "a surcharge could cost the standing",
    ),
    Fault(
        "exit-of-nothing",
        "scheme/prune.py",
        'if unname(way_out, "entries", gone):',
        'if unname(way_out, "entries", gone) and False:',
        (f"{AWAY}::test_ways_onto_lists_go_with_a_rule_and_a_list_that_nobody_can_enter_stays_and_says_so",),
        "an exit that loses its last way in would be of every open stay",
    ),
    Fault(
        "grave-by-the-mildest",
        "scheme/facts.py",
        "str(max(self.names.gravity[name] for name in known))",
        "str(min(self.names.gravity[name] for name in known))",
        (f"{FACTS}::test_of_several_behaviours_the_gravest_counts_and_all_must_be_protected[conduct3-3-none]",),
        "published rates about crimes would count as about lawful conduct",
    ),
    Fault(
        "good-deeds-make-a-field",
        "scheme/facts.py",
        "return rule.adverse is not False and any(",
        "return any(",
        (f"{FACTS}::test_a_band_has_the_fields_of_adverse_points_and_not_of_good_deeds",),
        "a measure would stay in a field because good deeds of it are scored",
    ),
    Fault(
        "second-score",
        "scheme/includes.py",
        '("score", part.score.kind != "none", scored),',
        '("score", part.score.kind == "none", scored),',
        invalid("included_second_score"),
        "of two scores one would be lost in silence",
    ),
    Fault(
        "copies-not-renamed",
        "scheme/naming.py",
        '("band", "list", "copy", "gate",',
        '("band", "list", "gate",',
        (f"{INCLUDES}::test_every_key_that_holds_an_id_is_known_to_name_a_part_or_something_else",),
        "a measure on a recipient's copy would hang on nothing",
    ),
    Fault(
        "any-channel",
        "scheme/includes.py",
        "mixed = bool(own) and not rule.via and",
        "mixed = bool(own) and bool(rule.via) and",
        (f"{INCLUDES}::test_rules_hear_the_channels_of_their_own_file",),
        "one authority's rules would read the other's cameras",
    ),
    Fault(
        "channels-left-behind",
        "scheme/taken.py",
        "    if rule.on is not None and not rule.via:\n",
        "    if rule.on is None and not rule.via:\n",
        (f"{INCLUDES}::test_parts_are_taken_with_what_they_need[rule]",),
        "a rule without records lists nobody",
    ),
    Fault(
        "nine-gates",
        "scheme/checks/limits.py",
        '"gates": 8,',
        '"gates": 9,',
        invalid("too_many_gates"),
        "the ninth gate has no bit, and nobody would hold it",
    ),
    Fault(
        "parts-of-a-record-that-is-alike",
        "evidence/walk.py",
        "self.record is other.record" + HASHED + "id(self.record)",
        "self.record.id == other.record.id" + HASHED + "hash(self.record.id)",
        ("tests/unit/evidence/test_walk.py::test_a_record_that_is_alike_has_parts_of_its_own",),
        "the checks of one scheme would look at another",
    ),
)

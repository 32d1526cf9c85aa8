"""What the twin remembers: acts, entries, grounds, stays, files, and the world that holds them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from demerit.scheme.model import ListSpec, Measure, Rule, Scheme, Target
from demerit.society.model import Behaviour
from tests.twin.draws import Dice
from tests.twin.quantities import FIRM_BASE, Reader

Cut = frozenset[str]
WRONG = ("false_record", "mistaken_identity", "misread")
LogRow = tuple[int, int, str, str, int, str, int, tuple[str, ...], int]


@dataclass
class Act:
    """Something somebody did."""

    actor: int
    behaviour: Behaviour
    bank_key: str
    n: int
    moment: int
    low: float
    high: float


@dataclass
class Posting:
    """A record that met a rule and waits for its month."""

    rule: Rule
    place: int
    uid: int
    actor: int
    n: int
    origin: int
    moment: int
    channel: str
    channel_place: int
    cause: str
    address: int
    stopped: bool = False
    given: int = 0
    weight: int = 1


@dataclass
class Case:
    """An objection or appeal that waits for its decision."""

    instance: int
    filed: int
    due: int | None


@dataclass(eq=False)
class Entry:
    """One line of a file."""

    number: int
    uid: int
    rule: str
    month: int
    until: int | None
    points: int
    cause: str
    address: int
    adverse: bool
    contestable: bool
    actor: int
    channel: str = ""
    refers: Entry | None = None
    surcharge: bool = False
    spread: str = ""
    source: Entry | None = None
    root: int = 0
    root_cause: str = ""
    root_uid: int = -1
    hop: int = 0
    ended: int | None = None
    how: str = ""
    notice_month: int | None = None
    noticed: int | None = None
    known: int | None = None
    weight: int = 1
    case: Case | None = None
    instance: int = 0

    @property
    def by_tie(self) -> bool:
        """Whether it came along a tie."""
        return self.spread != ""

    @property
    def live(self) -> bool:
        """Whether it has not ended, nor the entry it refers to."""
        return self.ended is None and (self.refers is None or self.refers.live)

    @property
    def wrong(self) -> bool:
        """Whether it is wrong in truth, for ties at the root."""
        return (self.root_cause if self.by_tie else self.cause) in WRONG

    @property
    def elements(self) -> Cut:
        """Causes any one of which, left out, takes the entry away."""
        own = frozenset({"tie", self.root_cause}) if self.by_tie else frozenset({self.cause})
        return own if self.refers is None else own | self.refers.elements


@dataclass(eq=False)
class Ground:
    """What a stay on a list rests on."""

    kind: str
    way: str
    until: int | None
    address: int
    cuts: tuple[Cut, ...]
    made: int
    root: int
    root_uid: int
    hop: int = 0
    entry: Entry | None = None
    band: str = ""
    list: str = ""
    spread: str = ""
    source: Stay | None = None
    ended: bool = False


@dataclass(eq=False)
class Stay:
    """One stay on a list."""

    list: str
    uid: int
    month: int
    address: int = 0
    root: int = 0
    root_uid: int = -1
    hop: int = 0
    ended: int | None = None
    flags: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    entry: Entry | None = None


@dataclass(eq=False)
class Stale:
    """A recipient's copy of a stay that is over."""

    list: str
    recipient: str
    until: int | None
    cuts: tuple[Cut, ...]
    entry: Entry | None
    since: int


@dataclass
class Waiting:
    """A trigger that waits until it lists."""

    due: int
    list: str
    way: str
    address: int
    entry: Entry | None
    cause: str = ""
    cuts: tuple[Cut, ...] = ()


@dataclass
class GateState:
    """Whether a gate is held, and the next change."""

    held: bool
    next_tick: int
    j: int


@dataclass
class Obligation:
    """A debt or duty that is open."""

    opened: int
    able: bool


@dataclass(eq=False)
class File:
    """All that the authority holds on a subject, and how the subject takes it."""

    uid: int
    members: tuple[int, ...]
    unit: str = "person"
    entries: list[Entry] = field(default_factory=list)
    grounds: dict[str, list[Ground]] = field(default_factory=lambda: defaultdict(list))
    stays: dict[str, Stay] = field(default_factory=dict)
    past_stays: list[Stay] = field(default_factory=list)
    pending: list[Ground] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    locks: dict[tuple[str, str], int] = field(default_factory=dict)
    gates: dict[str, GateState] = field(default_factory=dict)
    stale: list[Stale] = field(default_factory=list)
    past_stale: list[tuple[Stale, int]] = field(default_factory=list)
    copied: set[str] = field(default_factory=set)
    copied_now: set[str] = field(default_factory=set)
    limits: list[tuple[str, tuple[Cut, ...]]] = field(default_factory=list)
    band: str = ""
    band_before: str = ""
    run_flags: tuple[str, ...] = ()
    score: int | None = None
    amounts: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    traits: list[int] = field(default_factory=list)
    terms: list[int] = field(default_factory=list)
    mixed: int | None = None
    pull: int | None = None
    mixing: int = 0
    clamps: int = 0
    clamp_now: int = 0
    last_adverse: int = 0
    last_clean: dict[str, int] = field(default_factory=dict)
    r: int = 0
    z: int = 0
    noticed_now: bool = False
    refused_now: bool = False
    refused_domains: set[str] = field(default_factory=set)
    essential_refusals: int = 0
    gates_lost_now: set[str] = field(default_factory=set)
    true_months: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    unlawful: set[int] = field(default_factory=set)
    runs: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)
    cohorts: list[tuple[str, int]] = field(default_factory=list)

    def on(self, name: str) -> bool:
        """Whether a stay on a list holds."""
        return name in self.stays


class World:
    """A scheme on a society, in some month."""

    def __init__(self, scheme: Scheme, bundle: Any, population: Any, seed: int, months: int, burn_in: int) -> None:
        self.scheme, self.bundle, self.population = scheme, bundle, population
        self.conduct, self.responses = bundle.conduct, bundle.responses
        self.seed, self.burn_in, self.last = seed, burn_in, burn_in + months
        self.dice = Dice(seed)
        self.read = Reader(population, bundle.society, burn_in, points_are=100 if scheme.score.kind == "mean" else 1)
        self.month = 0
        self.shadow: World | None = None
        self.judged: dict[str, Target | str] = {}
        self.wanted: set[str] = set()
        self.files: dict[int, File] = {}
        self.acts: list[Act] = []
        self.clocks: dict[tuple[str, int], tuple[int, int]] = {}
        self.obligations: dict[tuple[int, str], Obligation] = {}
        self.before: dict[tuple[int, str], bool] = {}
        self.banks: list[Any] = []
        self.rates: dict[tuple[str, str, int], int] = {}
        self.performed: dict[tuple[int, str], bool] = {}
        self.done: dict[tuple[int, str], list[int]] = defaultdict(list)
        self.postings: dict[int, list[Posting]] = defaultdict(list)
        self.entries: list[Entry] = []
        self.gates_before: dict[int, dict[str, bool]] = {}
        self.asleep: set[tuple[str, int, int]] = set()
        self.log: list[LogRow] = []
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        self.blocks: dict[tuple[str, str, int], int] = defaultdict(int)
        self.series: dict[tuple[str, int], int] = defaultdict(int)
        self.people: dict[str, dict[int, int]] = defaultdict(dict)
        self.expected: dict[tuple[str, str, int], int] = defaultdict(int)
        self.wrong_now: set[tuple[str, int]] = set()
        self.known: dict[str, dict[str, int]] = {}
        self.patrolled: dict[str, dict[str, float]] = {}
        self.watched_now: set[tuple[str, int]] = set()
        self.rules: dict[str, Rule] = {rule.id: rule for rule in scheme.rules}
        self.lists: dict[str, ListSpec] = {each.id: each for each in scheme.lists}
        self.behaviours = {each.id: each for each in self.conduct.behaviours}

    @property
    def counted(self) -> bool:
        """Whether the month counts."""
        return self.month >= self.burn_in

    @property
    def unit(self) -> str:
        """The main unit, whose files have a score."""
        return self.scheme.subjects.unit

    @property
    def units(self) -> tuple[str, ...]:
        """Whose files the scheme keeps."""
        return (self.unit, *self.scheme.subjects.also)

    def of_unit(self, part: Rule | ListSpec | Measure) -> str:
        """Of which unit a rule, a list or a measure is: a measure is of what it hangs on."""
        if isinstance(part, Measure):
            keeps = (x for x in self.scheme.lists if any(copy.id == part.copy for copy in x.copies))
            hook = self.rules.get(part.rule or "") or self.lists.get(part.list or "") or next(keeps, None)
            return self.unit if hook is None else self.of_unit(hook)
        return part.unit or self.unit

    def subject(self, uid: int) -> int:
        """Uid under which somebody may have a file: the household's where households have files."""
        return self.household(uid) if "household" in self.units and uid < FIRM_BASE else uid

    def file_of(self, actor: int) -> File | None:
        """The file acts of an actor may reach, or none."""
        return self.files.get(self.subject(actor))

    def household(self, uid: int) -> int:
        """First member of a subject's household; a firm is its own."""
        return uid if uid >= FIRM_BASE else int(self.population.household(uid)[0])

    def ends(self, file: File, kind: str) -> list[int]:
        """Subjects at the other ends of a subject's ties, each once, in order of first finding."""
        found: dict[int, None] = {}
        for member in file.members:
            for other in self.population.ties(member, kind):
                if self.units == ("firm",):
                    found.update(dict.fromkeys(int(firm) for firm in self.population.ties(int(other), f"~{kind}")))
                else:
                    found[self.subject(int(other))] = None
        found.pop(file.uid, None)
        return [other for other in found if not self.sleeps(kind, file.uid, other)]

    def sleeps(self, kind: str, one: int, other: int) -> bool:
        """Whether a tie sleeps."""
        return (kind.removeprefix("~"), min(one, other), max(one, other)) in self.asleep

    def in_force(self, entry: Entry) -> bool:
        """Whether an entry is live and not suspended."""
        case = entry.case
        return entry.live and not (case is not None and self.scheme.redress.instances[case.instance].suspends)

    def on_penal_list(self, file: File | None) -> bool:
        """Whether a subject is on any penal list."""
        return file is not None and any(self.lists[name].penal for name in file.stays)

    def note(
        self,
        uid: int,
        kind: str,
        item: str,
        *,
        points: int = 0,
        cause: str = "",
        address: int = 0,
        flags: tuple[str, ...] = (),
        other: int = -1,
    ) -> None:
        """Write a row of the log."""
        self.log.append((uid, self.month, kind, item, points, cause, address, flags, other))


def penal_kind(measure: Measure) -> bool:
    """Whether a measure hurts."""
    return measure.kind in ("deny", "burden", "lose")

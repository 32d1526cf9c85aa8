"""Nothing about one person may stand in a society: keys and texts that look like it are refused, and told why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from demerit.errors import Defect
from demerit.evidence.yamltext import Path, Text

__all__ = ["person_like", "person_like_defects"]

WHY: Final[dict[str, str]] = {
    "a name": """
        name full_name given_name first_name forename christian_name middle_name last_name surname family_name
        maiden_name nickname username user_name screen_name""",
    "a number that stands for one person": """
        national_id national_id_number id_number id_card identity_number identity_card person_id personal_id
        personal_number citizen_id citizen_number passport passport_number ssn social_security_number nino bsn tax_id
        tax_number driving_licence_number account_number bank_account iban card_number""",
    "a way to reach one person": """
        phone phone_number mobile mobile_number telephone cell_phone email e_mail email_address mail_address wechat
        whatsapp ip_address mac_address imei device_id""",
    "where one person lives or is": """
        address street street_address street_name home_address postal_address house_number coordinates latitude
        longitude gps geolocation""",
    "a vehicle of one person": "plate number_plate licence_plate license_plate registration_plate vehicle_number",
    "the birth of one person": "date_of_birth birth_date birthdate birthday dob place_of_birth",
    "the body of one person": """
        photo photograph portrait picture face face_id face_image fingerprint fingerprints iris retina voice_print
        voiceprint dna gait biometric biometrics""",
}
WORDS: Final[dict[str, str]] = {word.replace("_", ""): why for why, words in WHY.items() for word in words.split()}
REACHES: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|\+\d[\d ()-]{7,}\d")


def person_like(word: str, /) -> str:
    """Say what a key would be of one person; empty when it is none.

    Examples
    --------
    >>> person_like("given-name"), person_like("age")
    ('a name', '')
    """
    return WORDS.get(re.sub(r"[^a-z0-9]", "", word.lower()), "")


def person_like_defects(text: Text, /) -> Iterator[Defect]:
    """Find keys, attribute ids and texts about one person in a file of a society, its sources left out."""
    yield from search(text, text.data, ())


def search(text: Text, value: Any, path: Path) -> Iterator[Defect]:
    """Look at a value and all that is under it."""
    if isinstance(value, dict):
        for key, child in value.items():
            here = (*path, key)
            if here == ("sources",):
                continue
            why = person_like(key)
            if why:
                yield refused(text, here, key, why, key=True)
            yield from search(text, child, here)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from search(text, child, (*path, number))
    elif isinstance(value, str):
        attribute = len(path) == 3 and path[0] == "attributes" and path[2] == "id"
        if attribute and person_like(value):
            yield refused(text, path, value, person_like(value), key=False)
        elif REACHES.search(value):
            yield text.places.defect(
                "S502",
                path,
                "this looks like an address of one person",
                "Societies are made from tables about many people; remove it.",
            )


def refused(text: Text, path: Path, word: str, why: str, *, key: bool) -> Defect:
    """Refuse a word."""
    return text.places.defect(
        "S501",
        path,
        f'"{word}" is {why}, and demerit never reads people',
        "Societies are made from tables about many people; remove it.",
        key=key,
    )

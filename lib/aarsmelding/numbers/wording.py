"""Norwegian words that state a number or a relation, as the gate looks for them in typed prose."""

from __future__ import annotations

import re

# What the gate puts in the place of a fact with a number, and of a name or a word from the data.
FACT, NAME = "\u241f", "\u241e"

_ONES = (
    "null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten"
    "|atten|nitten"
)
_TENS = "tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti"
_HUNDREDS = rf"(?:{_ONES})?(?:hundre|tusen)(?:og)?(?:{_TENS})?(?:{_ONES}|en)?"
_LASTING = r"(?:års?|døgns?|dagers?|ukers?|måneders?|timers?|dob[be]l|delt|talls)\w*"
COUNT_WORDS = re.compile(
    # «Tre i kraft» is a verb.
    r"\b(?!tre\s(?:i\skraft|inn|fram|frem|til|sammen)\b)"
    rf"(?:{_HUNDREDS}|(?:{_TENS})(?:{_ONES}|en)?|(?:{_ONES})og(?:{_TENS})|{_ONES})(?:{_LASTING})?\b"
    r"|\b(?:tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende|ellevte|tolvte|\w+tende)\b"
    r"|\b(?:millioner?|milliarder?|hundrevis|tusenvis|titalls|dusin(?:vis)?|snes|et par|halvann(?:en|et))\b",
    re.IGNORECASE,
)
# A share or a factor in words may be chosen (*mer enn halvparten*), but not typed.
PART_WORDS = re.compile(
    r"\b(?:halvparten|halvdelen|flertallet|mindretallet|mesteparten|hovedparten|de fleste|de færreste"
    r"|(?:halv|tredje|fjerde|kvart|femte|sjette|sju(?:ende)?|åtte(?:nde)?|nien?de|tien?de|ti|hundre)"
    r"del(?:en|er|ene|s)?|(?:tre)?kvart(?:en)?|promille)\b",
    re.IGNORECASE,
)
CHANGE_WORDS = re.compile(
    r"\b(?:økte|økning(?:en|er|ene)?|økende|minket|minsket|sank|sunket|steg|steget|falt|vokste|vokst"
    r"|veksten?|reduserte?|reduksjon(?:en|er)?|(?:gikk|går|gått) (?:kraftig |noe |litt )?(?:ned|opp)"
    r"|nedgang(?:en|er)?|oppgang(?:en|er)?|(?:for)?dobl(?:et|ing(?:en)?)|dobbelt|(?:tre|fire)dob(?:let|belt)"
    r"|halverte?|halvering(?:en)?|samtlige)\b",
    re.IGNORECASE,
)
# True of whoever the data puts there: fine beside a name that was chosen, not beside a typed one.
SUPERLATIVES = re.compile(
    r"\b(?<!de )(?<!den )(?<!det )(?:flest|færrest|størst|høyest|lavest|mest|lengst|kortest"
    rf"|minst(?!\s{FACT}))\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:flere|færre|mer|mindre|større|lavere|oftere|sjeldnere|bedre|dårligere|like (?:mange|mye|store?))\b"
    r"[^.:;]*?\b(?:enn|som)\b"
    r"|\b(?:alle|ingen)(?:\s+\w+){0,3}?\s+"
    r"(?:har|hadde|ble|er|var|fikk|svarte|meldte|møtte|deltok|brukte|økte|sa)\b",
    re.IGNORECASE,
)
TYPED_UNIT = re.compile(rf"{FACT}\s?(?:%|prosent\w*|kr\b|kroner|mill\w*|milliard\w*|tusen)", re.IGNORECASE)

"""A made-up fact, as the ledger of a built report has it."""


def fact_record(fact_id="a.antall", value=3, unit="avvik", **given):
    return {
        "id": fact_id,
        "value": value,
        "unit": unit,
        "period": "2031",
        "display": str(value),
        "section": "opphav",
        "datasets": ["opphav"],
        "sources": [{"document": "dok1", "place": "linje 4"}],
        "text": "",
        "formula": "opphav.sum()",
        "cell": 5,
        **given,
    }

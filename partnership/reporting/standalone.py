"""Recomputes one verdict from the counts of its records; Python's standard library is all it needs.

    python3 -I FILE [REPOSITORY]

The numbers stand below, as the records have them; each record's own digest of its counts says so.
With REPOSITORY, the folder that git keeps, the files themselves are compared too. It prints every
step, and ends with 1 where what comes out is not what was recorded, or a record is not the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

DATA = r"""{}"""
PREFIX = b"partnership/terms/1\n"
COUNTED = (
    *("share within", "share beyond", "ratio of sums", "top two box"),
    *("net promoter score", "bucket counts"),
)
WHOLE = ("sum", "count")
OF_AMOUNTS = (*WHOLE, "accuracy", "weighted mean", "lowest selection ratio")
POOLED = (*COUNTED, "mean", "accuracy")
MET, EXPECTED_MISSED, MINIMUM_MISSED = "met", "expected_missed", "minimum_missed"
INSUFFICIENT = "insufficient_data"
DIGITS = 2

Counts = dict[str, Any]
Terms = dict[str, Any]
Decided = tuple[str, "Counts | None", "Fraction | None", list[str]]


def main(arguments: list[str]) -> int:
    """Recompute, print, and say with 0 or 1 whether it is the same."""
    data = json.loads(DATA)
    say(data["title"])
    same = check_records(data["records"], Path(arguments[0]) if arguments else None)
    pool: Counts = {"periods": [], "counts": None, "meaning": None}
    missed: dict[str, str] = {}
    owed_by = None
    pooled: list[str] = []
    status, value, terms = "", None, None
    for case in data["cases"]:
        terms = case["terms"]
        if terms and terms["owed_by"] != owed_by:
            owed_by, missed = terms["owed_by"], {}
        say("", f"{case['period']}{' from ' + case['from'] if case['from'] else ''}")
        status, _, value, pooled = decide(case, data["records"], pool)
        if status == EXPECTED_MISSED:
            missed[case["ends"]] = case["period"]
            status = chronic(terms, case["ends"], missed)
        step("verdict", status.replace("_", " "))
    found = {"status": status, "value": None if value is None else str(value), "pooled": pooled}
    same = compare(found, data["recorded"]) and same
    if same:
        say("", f"same as recorded: {status.replace('_', ' ')}")
    if data["credit"]:
        same = credit(data["credit"], terms or {}, status, value) and same
    return 0 if same else 1


def compare(found: Counts, recorded: Counts) -> bool:
    """Hold what came out against what was recorded, and say what differs."""
    differing = [name for name, one in found.items() if one != recorded[name]]
    for name in differing:
        say(f"DIFFERS: {name} is {found[name]}, recorded was {recorded[name]}")
    return not differing


def credit(data: Counts, terms: Terms, status: str, value: Fraction | None) -> bool:
    """Recompute the credit and what is payable; other lines of the account are taken as they are."""
    say("", f"credit of {data['account']}, {data['period']}, clause {data['clause']}")
    if data["given"]:
        step("as recorded", data["given"])
        return True
    amounts = amounts_of(data, terms, status, value)
    rounding, amount = data["rounding"], amounts[0]
    made = {what: str(one) for what, one in zip(("amount", "held"), amounts, strict=False)}
    for what, text in made.items():
        step(what, f"{text} {data['currency']}")
    for words in (data["held"], data["later"]):
        if words:
            step("as recorded", words)
    total = amount if data["counts"] else Fraction(0)
    for title, other in data["others"]:
        step("as recorded", f"{other} for {title}")
        total += Fraction(other)
    capped = min([total, *(Fraction(room) for _, room in data["caps"])])
    for name, room in data["caps"]:
        step("cap", f"{name}: at most {room}")
    payable, is_capped = capped, capped < total
    if rounding and (rounding["when"] == "total" or is_capped):
        mode = "down" if is_capped else rounding["mode"]
        payable = rounded(capped, Fraction(rounding["unit"]), mode)
    step("payable", f"{payable} {data['currency']}")
    found = made | {"payable": str(payable)}
    same = compare(found, data["recorded"])
    if same:
        say("", f"same as recorded: {amount} {data['currency']}, payable {payable}")
    return same


def amounts_of(data: Counts, terms: Terms, status: str, value: Fraction | None) -> list[Fraction]:
    """Give what the verdict costs; where a part is contested, what is due and what is held."""
    found = [amount_of(data, terms, status, value)]
    part = data["undisputed"]
    if part:
        step("undisputed", f"{part['counts']}, {part['status'].replace('_', ' ')}")
        due = min(found[0], amount_of(data, terms, part["status"], Fraction(part["value"])))
        found = [due, found[0] - due]
    rounding = data["rounding"]
    if rounding and rounding["when"] == "each line":
        unit = Fraction(rounding["unit"])
        found = [rounded(amount, unit, rounding["mode"]) for amount in found]
    return found


def amount_of(data: Counts, terms: Terms, status: str, value: Fraction | None) -> Fraction:
    """Give what the verdict costs, before caps."""
    charges, times = Fraction(data["charges"]), data["times"]
    step("charges", str(charges))
    if data["points"]:
        of_points: Fraction = charges * share_of_points(data["points"], times, value, status)
        return of_points
    if status not in data["costs"] or value is None:
        step("miss", "none that costs")
        return Fraction(0)
    share = Fraction(1)
    for what, factor in data["factors"]:
        step("times", f"{factor}, {what}")
        share *= Fraction(factor)
    if data["gap"]:
        level = Fraction(data["gap"])
        gap = max(Fraction(0), level - value if terms["higher"] else value - level)
        step("times", f"{gap}, the gap to {level}")
        share *= gap
    if times > 1:
        step("times", f"{times} for a repeat")
    amount: Fraction = charges * share * times
    return amount


def share_of_points(data: Counts, times: int, value: Fraction | None, status: str) -> Fraction:
    """Look up the points of a value, add the other promises', and say what they cost."""
    own = 0
    if value is not None and status in {MET, EXPECTED_MISSED, MINIMUM_MISSED}:
        own = next((band["points"] for band in data["bands"] if holds(band, value)), 0)
    total = own * times + sum(points for _, points in data["others"])
    step("points", f"{own} times {times}, with the others' {total}")
    if not own:
        return Fraction(0)
    if data["each"] is not None and not data["table"]:
        each: Fraction = Fraction(data["each"]) * total
        return each
    steps = [(first, share) for first, share in data["table"] if first <= total]
    return Fraction(max(steps)[1]) if steps else Fraction(0)


def holds(band: Counts, value: Fraction) -> bool:
    """Whether a value lies in a band; an end belongs to it or not, as written."""
    low, high = band["low"], band["high"]
    above = low is None or value > Fraction(low[0]) or (value == Fraction(low[0]) and low[1])
    below = high is None or value < Fraction(high[0]) or (value == Fraction(high[0]) and high[1])
    return bool(above and below)


def rounded(value: Fraction, unit: Fraction, mode: str) -> Fraction:
    """Round an amount to a unit: `half up`, `half even`, `down` or `up`."""
    units = value / unit
    whole, rest = divmod(units.numerator, units.denominator)
    twice = 2 * rest - units.denominator
    is_up = {
        "half up": twice >= 0,
        "half even": twice > 0 or (twice == 0 and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    return (whole + is_up) * unit


def check_records(records: list[Counts], repository: Path | None) -> bool:
    """Say of every record whether its counts are those that stand here, and its file the same."""
    same = True
    for record in records:
        digest = hashlib.sha256(PREFIX + record["counts"].encode()).hexdigest()
        word = "counts as digested"
        if digest != record["counts_digest"]:
            word, same = "DIFFERS: its counts are not those of its digest", False
        elif repository is not None:
            word = compare_file(repository / record["path"], record)
            same = same and not word.startswith("DIFFERS")
        step("record", f"{record['path']} {record['counts_digest'][:12]}, {word}")
    if repository is None:
        step("record", "no repository was named, so no file was compared")
    return same


def compare_file(file: Path, record: Counts) -> str:
    """Say whether a record's file is the one that was read, and has this digest of its counts."""
    try:
        content = file.read_bytes()
    except OSError:
        return "DIFFERS: the file is not there"
    if record["counts_digest"].encode() not in content:
        return "DIFFERS: the file has another digest of its counts"
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        return "DIFFERS: the file is another"
    return "the file is the same"


def decide(case: Counts, records: list[Counts], pool: Counts) -> Decided:
    """Give the status of one period, with the counts and the value it was decided on."""
    terms, given = case["terms"], case["given"]
    if given:
        step("as recorded", given["reason"])
        if given["drops_pool"]:
            drop(pool)
        return given["status"], None, None, []
    row = find_row(json.loads(records[case["record"]]["counts"]), case)
    if row.get("withheld"):
        step("counts", "withheld")
        return INSUFFICIENT, None, None, []
    counts = read(row, terms["statistic"])
    step("counts", told(counts))
    before = row.get("before_relief")
    if before and counts["n"] < terms["floor"] <= before["denominator"]:
        step("relief", f"{counts['n']} of {before['denominator']} are left")
        return "excused", counts, None, []
    value = value_of(counts, terms["statistic"])
    if value is None or not (counts["n"] or counts["amount"] is not None):
        step("low volume", "nothing was counted")
        return INSUFFICIENT, counts, None, []
    low = terms["low_volume"] or {}
    if low.get("response") and row.get("invited"):
        share = Fraction(counts["n"], row["invited"])
        step(
            "response", f"{counts['n']} of {row['invited']} answered; {low['response']} are needed"
        )
        if share < Fraction(low["response"]):
            drop(pool)
            return INSUFFICIENT, counts, value, []
    return by_volume(case, counts, value, pool)


def find_row(written: Counts, case: Counts) -> Counts:
    """Find the row of targets in a record, of its part where the period has several."""
    for row in written["rows"]:
        whole = "from" not in row and "to" not in row
        if row["segment"] == case["segment"] and (
            row.get("from") == case["first"] or (whole and not case["from"])
        ):
            found: Counts = row
            return found
    message = f"the record has no row {case['segment']}"
    raise SystemExit(message)


def read(row: Counts, statistic: Counts) -> Counts:
    """Read the counts of a row as exact numbers; where only what is open is counted, its bins."""
    closed, still_open = row.get("closed", {}), row.get("open", {})
    is_of_open = row.get("n") and not closed and row["n"] == sum(still_open.values())
    bins = {int(one): count for one, count in (still_open if is_of_open else closed).items()}
    names = ("numerator", "denominator", "value", "amount", "per")
    counts: Counts = dict.fromkeys(names) | {"n": row.get("n"), "bins": bins}
    name = statistic["name"]
    if name in OF_AMOUNTS or row.get("amount") is not None or row.get("per") is not None:
        exact = {one: Fraction(row[one]) for one in ("amount", "per") if one in row}
        return counts | {"n": row.get("n") or 0, "bins": {}} | exact
    if name in COUNTED:
        counts |= {one: row.get(one) for one in ("numerator", "denominator")}
        return counts | {"n": row["denominator"] if counts["n"] is None else counts["n"]}
    counts["value"] = Fraction(row["value"]) if "value" in row else None
    return counts | {"n": sum(bins.values()) if counts["n"] is None else counts["n"]}


def value_of(counts: Counts, statistic: Counts) -> Fraction | None:
    """Make the value of a statistic from counts, exactly; None of nothing."""
    name = statistic["name"]
    if counts["amount"] is not None or counts["per"] is not None or name in OF_AMOUNTS:
        return of_amounts(counts["amount"], counts["per"], name)
    if name in COUNTED:
        if not counts["denominator"] or counts["numerator"] is None:
            return None
        if name == "bucket counts":
            return Fraction(counts["numerator"])
        points = 100 if name == "net promoter score" else 1
        return Fraction(points * counts["numerator"], counts["denominator"])
    if not counts["n"]:
        return None
    if not counts["bins"]:
        value: Fraction | None = counts["value"]
        return value
    values = sorted(one for one, count in counts["bins"].items() for _ in range(count))
    if name == "mean":
        return Fraction(sum(values), len(values))
    percent = Fraction(50) if name == "median" else Fraction(statistic["percentile"])
    return percentile(values, percent / 100, statistic["method"] or "linear")


def of_amounts(amount: Fraction | None, per: Fraction | None, name: str) -> Fraction | None:
    """Make a value of an amount and what it is divided by."""
    if name in WHOLE or amount is None:
        return amount
    if not per:
        return None
    if name == "accuracy":
        return max(Fraction(0), 1 - abs(amount - per) / abs(per))
    return amount / per


def percentile(values: list[int], share: Fraction, method: str) -> Fraction:
    """Give the value below which a share of the values lies."""
    if method == "nearest rank":
        rank = -(-share.numerator * len(values) // share.denominator)
        return Fraction(values[max(rank, 1) - 1])
    position = (len(values) - 1) * share
    below = position.numerator // position.denominator
    upper = values[min(below + 1, len(values) - 1)]
    return values[below] + (position - below) * (upper - values[below])


def by_volume(case: Counts, counts: Counts, value: Fraction, pool: Counts) -> Decided:
    """Judge a period alone, or with what earlier ones carried."""
    terms, low = case["terms"], case["terms"]["low_volume"]
    if low is None:
        drop(pool)
        return by_band(terms, counts, [])
    step("low volume", f"{counts['n']} counted; below {low['below']}: {low['then']}")
    if low["then"] == "carry forward":
        return by_pool(case, counts, value, pool)
    drop(pool)
    if low["then"] == "report only" and counts["n"] < low["below"]:
        return INSUFFICIENT, counts, value, []
    return by_band(terms, counts, [])


def by_pool(case: Counts, counts: Counts, value: Fraction, pool: Counts) -> Decided:
    """Judge a period with what earlier ones carried, or carry it forward."""
    terms, low = case["terms"], case["terms"]["low_volume"]
    meaning = [*terms["meaning"], bool(counts["bins"]), counts["amount"] is None]
    if pool["periods"] and pool["meaning"] != meaning:
        step(
            "pool", f"{', '.join(pool['periods'])} dropped: other terms, or counted in another way"
        )
        drop(pool)
    earlier = list(pool["periods"])
    together = added(pool["counts"], counts) if earlier else counts
    if earlier:
        step("pool", f"with {', '.join(earlier)}: {told(together)}")
    if together["n"] >= low["below"]:
        drop(pool)
        return by_band(terms, together, earlier)
    name = terms["statistic"]["name"]
    can_pool = name != "bucket counts" and (name in POOLED or bool(counts["bins"]))
    if not can_pool or terms["baselining"]:
        drop(pool)
        return INSUFFICIENT, counts, value, []
    if low["at_most"] is not None and len(earlier) >= low["at_most"]:
        step("pool", f"{', '.join(earlier)} dropped after {low['at_most']}")
        earlier, together = [], counts
    pool |= {"periods": [*earlier, case["period"]], "counts": together, "meaning": meaning}
    step("pool", "carried forward")
    return INSUFFICIENT, counts, value, []


def by_band(terms: Terms, counts: Counts, pooled: list[str]) -> Decided:
    """Hold the exact value against the levels; equal is met."""
    value = value_of(counts, terms["statistic"])
    if value is None:
        return INSUFFICIENT, counts, None, []
    step("value", f"{value} = {shown(value, terms['unit'])}")
    if terms["baselining"]:
        step("phase", "baselining: shown and not judged")
        return "baselining", counts, value, pooled
    low = terms["low_volume"]
    if low and low["then"] == "allow misses" and counts["n"] < low["below"]:
        misses = (counts["denominator"] or 0) - (counts["numerator"] or 0)
        step("low volume", f"{misses} missed, {low['misses']} may")
        if misses <= low["misses"]:
            return MET, counts, value, pooled
    kept = {}
    for name in ("expected", "minimum"):
        level = Fraction(terms[name])
        kept[name] = value >= level if terms["higher"] else value <= level
        word = "reaches" if kept[name] else "does not reach"
        step("band", f"{word} the {name} {shown(level, terms['unit'])}")
    if not kept["minimum"]:
        return MINIMUM_MISSED, counts, value, pooled
    return MET if kept["expected"] else EXPECTED_MISSED, counts, value, pooled


def chronic(terms: Terms, ends: str, missed: dict[str, str]) -> str:
    """Turn one miss of the expected level too many into a miss of the minimum."""
    agreed = terms["chronic"]
    if agreed is None:
        return EXPECTED_MISSED
    within = [period for day, period in missed.items() if agreed["after"] < day <= ends]
    step("chronic", f"{len(within)} of {agreed['misses']}: {', '.join(within)}")
    return MINIMUM_MISSED if len(within) >= agreed["misses"] else EXPECTED_MISSED


def added(one: Counts, other: Counts) -> Counts:
    """Add up the counts of two periods."""
    n = one["n"] + other["n"]
    value = None
    if one["value"] is not None and other["value"] is not None and n:
        value = (one["value"] * one["n"] + other["value"] * other["n"]) / n
    both: Counts = {"n": n, "value": value}
    for name in ("numerator", "denominator", "amount", "per"):
        known = one[name] is not None and other[name] is not None
        both[name] = one[name] + other[name] if known else None
    every = {*one["bins"], *other["bins"]}
    both["bins"] = {key: one["bins"].get(key, 0) + other["bins"].get(key, 0) for key in every}
    return both


def drop(pool: Counts) -> None:
    """Forget what was carried forward."""
    pool |= {"periods": [], "counts": None, "meaning": None}


def told(counts: Counts) -> str:
    """Write counts for reading."""
    if counts["amount"] is not None:
        per = f" over {counts['per']}" if counts["per"] is not None else ""
        return f"{counts['amount']}{per}, n {counts['n']}"
    if counts["numerator"] is not None and counts["denominator"] is not None:
        return f"{counts['numerator']}/{counts['denominator']}, n {counts['n']}"
    return f"n {counts['n']}"


def shown(value: Fraction, unit: str) -> str:
    """Write a number rounded for reading; the exact one decides."""
    scaled = value * (100 if unit == "percent" else 1) * 10**DIGITS
    half = Fraction(1, 2) if scaled >= 0 else Fraction(-1, 2)
    units = abs(int(scaled + half))
    sign = "-" if scaled < 0 and units else ""
    whole = f"{sign}{units // 10**DIGITS}.{units % 10**DIGITS:0{DIGITS}d}"
    return f"{whole}%" if unit == "percent" else whole


def step(name: str, text: str) -> None:
    """Print what one step found."""
    say(f"  {name.ljust(12)}{text}")


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

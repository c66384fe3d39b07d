"""What does the made-up report say? A water network plan that no one has, in both languages."""

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HERE = Path(__file__).parent
D = Decimal


@dataclass(frozen=True)
class Point:
    year: int
    value: Decimal | None
    provisional: bool = False


def points(first: int, *values: str | None, provisional: bool = False) -> tuple[Point, ...]:
    known = [None if value is None else D(value) for value in values]
    return tuple(Point(first + n, value, provisional and n == len(known) - 1) for n, value in enumerate(known))


STATES = (
    *("completed", "completed_early", "completed_late", "continuing", "ahead", "on_schedule", "phased_progress"),
    *("in_progress", "behind", "far_behind", "delayed", "overdue", "not_started", "cancelled", "not_reported"),
)
RATINGS = ("met_early", "met", "ahead", "on_schedule", "behind", "far_behind", "missed", "not_rated", "no_data")

GRID = [
    ["completed"] + ["phased_progress"] * 4 + ["in_progress"] * 6 + ["delayed"] + ["not_reported"] * 4,
    ["completed"] * 2 + ["continuing"] * 4 + ["phased_progress"] * 2 + ["not_reported"] * 2,
    ["continuing"] * 4 + ["phased_progress"] * 9 + ["in_progress"],
    ["phased_progress"] * 2 + ["in_progress", "not_reported"],
    ["continuing"] * 3 + ["phased_progress", "not_reported"],
    ["completed"] * 2 + ["continuing"] * 2 + ["phased_progress"] * 2 + ["in_progress"],
    ["completed"] * 3 + ["not_reported"] * 2,
]

SERIES = [
    ("leakage", points(2025, "17.2", "16.0", "14.1", "12.3", "11.4"), (2025, D("17.2")), [(2031, D("9.0"))], 1, "met"),
    (
        "reservoirs",
        points(2025, "2180", "3098", None, "4868", "8539"),
        (2025, D(2180)),
        [(2031, D(3200))],
        0,
        "met_early",
    ),
    (
        "meters",
        points(2025, "11.60", "11.97", "12.44", "12.71", "13.04", provisional=True),
        (2025, D("11.60")),
        [(2028, D("12.30")), (2031, D("14.00"))],
        2,
        "behind",
    ),
    ("trust", points(2027, "91.9", "92.3", "91.7"), None, [(2031, D(85))], 1, "not_rated"),
]


def values(language: str) -> dict[str, Any]:
    """The values of the sample page."""
    t: dict[str, Any] = json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))
    word = SimpleNamespace(**t["words"])
    attained = [D("70.7"), D("623.5"), D("60.0"), None]
    indicators = [
        {
            "id": f"indicator-{key}",
            "title": t["names"][n],
            "unit": t["units"][n],
            "finding": t["findings"][n],
            "subtitle": t["units"][n],
            "points": series,
            "baseline": base,
            "targets": targets,
            "places": places,
            "rating": rating,
            "base": base[1] if base else None,
            "value": series[-1].value,
            "year": str(series[-1].year),
            "target": targets[-1][1],
            "attainment": attained[n],
            "facts": list(zip(t["facts"], ["17.2", "12.3", "11.4", "9.0", "70.7 %", "+4.0"], strict=True)),
        }
        for n, (key, series, base, targets, places, rating) in enumerate(SERIES)
    ]
    tasks = [
        {
            "id": f"task-{n + 3}",
            "number": str(n + 3),
            "title": title,
            "units": t["unit_names"][: n + 1],
            "state": ["phased_progress", "in_progress", "delayed"][n],
            "due": ["", "", t["due"]][n],
            "statements": [
                [("", t["said"], False)],
                [("", t["said2"], False)],
                [(t["unit_names"][0], t["said2"], False), (t["unit_names"][1], t["said"], True)],
            ][n],
            "deliverables": [
                {"number": f"3{letter}", "title": item, "mark": "", "date": ""}
                for letter, item in zip("abc", t["deliverables"], strict=True)
            ]
            if n == 0
            else [],
            "next": t["next"] if n == 1 else "",
            "evidence": t["evidence"] if n == 0 else [],
            "note": t["note"] if n else "",
        }
        for n, title in enumerate(t["tasks"])
    ]
    kinds = ["stub", "number", "number", "number", "number", "number", "mark", "mark"]
    widths = [29, 10, 10, 8, 9, 10, 9, 15]
    frame = SimpleNamespace(
        title=t["title"],
        edition=t["edition"],
        notice=t["notice"],
        office=t["office"],
        fingerprint="9f3a61c2",
        date="2031-01-31",
    )
    toc = [
        {"level": 1, "title": word.summary, "href": "#summary"},
        {"level": 1, "title": word.indicators, "href": "#indicators", "number": word.one},
        *({"level": 2, "title": i["title"], "href": f"#{i['id']}"} for i in indicators),
        {"level": 1, "title": word.tasks, "href": "#tasks", "number": word.two},
        {"level": 2, "title": t["part"], "href": "#part-1"},
        {"level": 3, "title": t["section"], "href": "#section-1-1"},
        {"level": 1, "title": word.annex, "href": "#annex-a", "number": word.annex_a},
        {"level": 1, "title": word.sources, "href": "#annex-d", "number": word.annex_d},
    ]
    sample = SimpleNamespace(
        title_lines=t["lines"],
        kicker=t["kicker"],
        subtitle=t["subtitle"],
        grid=GRID,
        grid_alt=t["parts_title"],
        cut_off=t["cut_off"],
        imprint=t["imprint"],
        contents=toc,
        tables_list=[{"level": 2, "title": t["table_title"], "href": "#t-1", "number": word.table1}],
        words=word,
        finding=t["finding"],
        summary=t["summary"],
        lead=t["lead"],
        table_title=t["table_title"],
        key_figures=[{"value": v, "of": of, "label": label, "tone": tone} for v, of, label, tone in t["key"]],
        columns=[{"label": a, "width": w, "kind": k} for a, w, k in zip(t["head"], widths, kinds, strict=True)],
        notes=t["notes"],
        indicators=indicators,
        definition=t["definition"],
        parts=[(name, list(Counter(row).items())) for name, row in zip(t["parts"], GRID, strict=True)],
        parts_alt=t["parts_title"],
        parts_title=t["parts_title"],
        parts_subtitle=t["parts_subtitle"],
        part_title=t["part"],
        section_title=t["section"],
        task_list=tasks,
        counts=list(Counter(GRID[0]).items()),
        few=[("delayed", 1), ("completed", 1), ("overdue", 1), ("phased_progress", 30), ("not_reported", 1)],
        bar_alt=t["bar_title"],
        bar_title=t["bar_title"],
        bar_subtitle=t["bar_subtitle"],
        states=STATES,
        ratings=RATINGS,
        source_words=t["source_words"],
        annex_columns=[
            {"label": a, "width": w, "kind": k}
            for a, w, k in zip(
                t["annex_head"], [5, 26, 17, 13, 39], ["number", "stub", "text", "mark", "text"], strict=True
            )
        ],
    )
    return {"frame": frame, "s": sample}

"""What does the made-up report say? A water network plan that no one has, in both languages."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

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

EN = {
    "title": "Monitoring report on the water network plan 2030",
    "lines": ["Monitoring report on the", "water network plan 2030"],
    "kicker": "Yearly monitoring and evaluation report",
    "subtitle": "How far the province came in the fifth year of its plan",
    "office": "Office of the Water Conference",
    "edition": "Public edition · Example",
    "notice": "Example compiled from public sources. Not an official publication, nor a report of the units named in it.",
    "cut_off": "Data up to 31 January 2031",
    "names": [
        "Water lost in the network",
        "Storage of the upper reservoirs",
        "Households with a meter",
        "Trust in drinking water",
    ],
    "units": ["% of the water fed in", "million m³", "million", "points out of 100"],
    "findings": [
        "Losses fall faster than planned",
        "Storage passed the target of 2031 in 2026",
        "Meters reach fewer homes than planned",
        "Trust stays well above the target",
    ],
    "head": ["Indicator", "Baseline", "Latest", "Year", "Target", "Attained", "Trend", "Rating"],
    "part": "A network that loses less",
    "parts": [
        "A network that loses less",
        "Storage against drought",
        "Clean rivers and lakes",
        "Prices that pay for the network",
        "Metering and data for every household",
        "Rural supply",
        "Rules and supervision",
    ],
    "section": "(1) Renewal of the mains",
    "tasks": [
        "Revise the ordinance on network losses; publish guidance on leak detection; adopt the renewal programme",
        "Renew 1,200 km of mains older than 1970",
        "Publish the losses of every supplier each year",
    ],
    "unit_names": ["Ministry of Works", "Network Agency", "Regional Councils"],
    "said": "Two of three deliverables were completed: the ordinance (Decree 783, 6 June 2030, in force from 1 August 2030) and the guidance on leak detection (notice of 4 November, published on 8 November 2030). The renewal programme had its first reading in the council on 21 December 2030 and stays on the list for 2031.",
    "said2": "In 2030, 861 km of mains were renewed, 72 % of what the plan asks for by the end of 2031. The works in the western districts stopped between March and June because of floods.",
    "deliverables": [
        "revise the ordinance on network losses",
        "publish guidance on leak detection",
        "adopt the renewal programme",
    ],
    "next": "The council plans a second reading in the spring of 2031.",
    "evidence": ["Decree 783", "Notice 2030/44"],
    "note": "compiled from two public pages",
    "definition": "Water fed into the network less water billed, as a share of water fed in; suppliers with more than 5,000 customers. The statistics office publishes the figure of a year in October of the next.",
    "finding": "Six of eight indicators met early, two behind",
    "summary": "The plan of 2030 sets 61 tasks in seven parts. By 31 January 2031, public information was found on 51 of them: 8 were completed, 13 continue from year to year, 20 were partly achieved, 9 were in progress and 1 was delayed.\n\nOf eight main indicators, six passed the target of 2031 ahead of schedule. “Households with a meter” stands far below its path; “trust in drinking water” has no baseline and is not rated.",
    "key": [
        ("6", "8", "main indicators met ahead of schedule", ""),
        ("8", "", "tasks completed, another 20 partly achieved", ""),
        ("1", "", "task delayed: task 11", "warm"),
        ("51", "61", "tasks with public information", ""),
    ],
    "lead": "Four indicators measure whether the network delivers more water and loses less on the way.",
    "words": {
        "contents": "Contents",
        "tables": "Tables and figures",
        "summary": "Summary",
        "indicators": "Progress towards the goals",
        "one": "1",
        "tasks": "Implementation of the plan",
        "two": "2",
        "part_kicker": "Part one · Implementation of the plan",
        "next": "Next step",
        "remark": "How it was compiled",
        "annex": "Task table",
        "annex_a": "Annex A",
        "annex_d": "Annex D",
        "sources": "Sources",
        "total": "All tasks",
        "table1": "Table 1",
    },
    "source_words": "Statistics Office, Yearbook 2030, table 4-12: losses of public suppliers, published 14 October 2030.",
    "facts": ["Baseline", "Previous", "Latest", "Target", "Attained", "Lead"],
    "table_title": "Main indicators, latest values",
    "notes": ["Attained: (latest − baseline) ÷ (target − baseline). An en dash: no baseline, nothing computed."],
    "bar_title": "Six of sixteen tasks are in progress, none was found for four",
    "bar_subtitle": "Tasks by state, part one, number of tasks",
    "parts_title": "Half of the plan shows results",
    "parts_subtitle": "Tasks by state and part, number of tasks",
    "annex_head": ["No.", "Task", "Units", "State", "Statement"],
    "imprint": [
        ("Published by", "Office of the Water Conference"),
        ("Date", "31 January 2031"),
        ("Edition", "Public edition, example"),
        ("Data up to", "31 January 2031"),
        ("Fingerprint", "9f3a61c2"),
    ],
    "due": "31 December 2031",
}

ZH = {
    "title": "2030年水网建设规划实施情况监测报告",
    "lines": ["2030年水网建设规划", "实施情况监测报告"],
    "kicker": "年度监测评估报告",
    "subtitle": "Monitoring report on the water network plan 2030",
    "office": "水网建设联席会议办公室",
    "edition": "公开版·示例",
    "notice": "示例：依据公开信息编制，非官方出版物，亦非各单位报送内容",
    "cut_off": "数据截至2031年1月31日",
    "names": ["供水管网漏损率", "上游水库蓄水量", "安装水表户数", "饮用水公众信任度"],
    "units": ["占供水量的%", "万立方米", "百万户", "分"],
    "findings": [
        "漏损率下降快于规划路径",
        "蓄水量2026年已超过2031年目标",
        "装表户数低于规划路径",
        "信任度明显高于目标值",
    ],
    "head": ["指标", "基期", "最新值", "年份", "目标", "实现度", "走势", "评价"],
    "part": "一、降低管网漏损",
    "parts": [
        "降低管网漏损",
        "提高抗旱蓄水能力",
        "改善江河湖库水质",
        "理顺水价形成机制，保障管网可持续运行",
        "推进装表到户和数据归集",
        "农村供水",
        "法规与监督",
    ],
    "section": "（一）更新改造输水干管",
    "tasks": [
        "修订管网漏损管理条例；发布检漏指引；出台干管更新计划",
        "更新1970年以前敷设的干管1200公里",
        "按年公布各供水单位漏损率",
    ],
    "unit_names": ["工程建设部", "管网局", "各地区理事会"],
    "said": "三项成果完成两项：《管网漏损管理条例》（第783号令，2030年6月6日公布）自2030年8月1日起施行；《检漏工作指引》2030年11月4日印发、8日发布。干管更新计划于2030年12月21日提请理事会初次审议，\n列入2031年工作安排……",
    "said2": "2030年更新干管861公里，为规划2031年底目标的72%。受汛情影响，西部各区3月至6月停工——“先修复、后更新”的安排没有改变。",
    "deliverables": ["修订管网漏损管理条例", "发布检漏工作指引", "出台干管更新计划"],
    "next": "2031年春季提请理事会二次审议。",
    "evidence": ["第783号令", "工建发〔2030〕44号"],
    "note": "由两个公开网页综合整理",
    "definition": "入网水量与售水量之差占入网水量的比重，统计范围为用户5000户以上的供水单位。统计局于次年10月公布上年数据。",
    "finding": "八项指标六项提前实现，两项滞后",
    "summary": "2030年推进计划部署七个方面61项任务。截至2031年1月31日，可查到公开信息的51项任务中，已完成8项，持续推进13项，取得阶段性进展20项，推进中9项，进展滞后1项；另有10项未查到公开信息。\n\n八项主要指标中，六项提前实现2031年目标值，“安装水表户数”明显滞后，“饮用水公众信任度”无基期值，暂不评价。",
    "key": [
        ("6", "8", "主要指标提前实现", ""),
        ("8", "", "项任务已完成，另有20项取得阶段性进展", ""),
        ("1", "", "项进展滞后：第11项", "warm"),
        ("51", "61", "项任务查到公开信息", ""),
    ],
    "lead": "四项指标衡量管网是否输得更多、漏得更少。",
    "words": {
        "contents": "目录",
        "tables": "图表目录",
        "summary": "摘要",
        "indicators": "发展目标总体进展",
        "one": "第一部分",
        "tasks": "任务落实情况",
        "two": "第二部分",
        "part_kicker": "第二部分　任务落实情况",
        "next": "下一步",
        "remark": "编制说明",
        "annex": "任务落实情况表",
        "annex_a": "附录A",
        "annex_d": "附录D",
        "sources": "数据来源",
        "total": "合计",
        "table1": "表1",
    },
    "source_words": "统计局《2030年年鉴》表4-12“公共供水单位漏损”，2030年10月14日公布。",
    "facts": ["基期值", "上年值", "最新值", "目标值", "实现度", "超前"],
    "table_title": "主要指标进展（以各指标最新数据年份计）",
    "notes": ["注：实现度＝（最新值－基期值）÷（目标值－基期值）。“–”表示无基期值，不计算。"],
    "bar_title": "16项任务中6项推进中，4项未查到公开信息",
    "bar_subtitle": "按状态分的任务项数，第一部分",
    "parts_title": "过半任务取得进展",
    "parts_subtitle": "按部分和状态分的任务项数",
    "annex_head": ["序号", "任务", "责任单位", "状态", "落实情况"],
    "imprint": [
        ("编制单位", "水网建设联席会议办公室"),
        ("日期", "2031年1月31日"),
        ("版本", "公开版，示例"),
        ("数据截至", "2031年1月31日"),
        ("数据指纹", "9f3a61c2"),
    ],
    "due": "2031年12月31日",
}


def values(language: str) -> dict[str, Any]:
    """The values of the sample page."""
    t: dict[str, Any] = {"en": EN, "zh": ZH}[language]
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

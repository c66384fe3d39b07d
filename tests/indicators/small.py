"""A small workspace of made-up bodies and a made-up plan, to be spoilt by the tests."""

from pathlib import Path

FILES = {
    "indicators/units.yaml": """\
units:
  - id: NORTH
    name: {en: Northern Office, zh: 北方局}
    aliases: [North Bureau]
    group: member
  - id: SOUTH
    name: {en: Southern Office, zh: 南方局}
  - id: LAKES
    name: {en: Lakes Authority, zh: 湖泊局}
collective:
  - id: OTHERS
    name: {en: and other bodies, zh: 等单位}
""",
    "indicators/framework.yaml": """\
id: water_2030
name: {en: Water plan 2026-2030, zh: 水规划}
base_year: 2025
target_year: 2030
indicators:
  - id: clean_lakes
    number: 1
    name: {en: Clean lakes, zh: 清洁湖泊}
    unit: {en: '%', zh: '%'}
    direction: up
    decimals: 1
    bounds: [0, 100]
    change: points
    baseline: {year: 2025, value: 40.0}
    targets:
      - {year: 2028, value: 55}
      - {year: 2030, value: 70.0}
    reported_by: [LAKES]
  - id: losses
    number: 2
    name: {en: Losses in pipes, zh: 管网漏损}
    unit: {en: million m3, zh: 百万立方米}
    direction: down
    baseline: {year: 2025, value: 12}
    targets:
      - {year: 2030, value: 8}
    reported_by: [North Bureau, SOUTH]
context:
  - id: rainfall
    name: {en: Rainfall, zh: 降水量}
    unit: {en: mm, zh: 毫米}
  - id: leaks
    name: {en: Leaks, zh: 渗漏}
    unit: {en: million m3, zh: 百万立方米}
    breakdown_list: shores
  - id: bursts
    name: {en: Bursts, zh: 爆管}
    unit: {en: million m3, zh: 百万立方米}
    computed: losses - leaks
  - id: leak_share
    name: {en: Share of leaks, zh: 渗漏占比}
    unit: {en: '%', zh: '%'}
    computed: leaks / (leaks + bursts) * 100
    breakdown_list: shores
    total: average
    weight: leaks
index:
  name: {en: Index of waters, zh: 水指数}
  sub_indices:
    - id: nature
      name: {en: Nature, zh: 自然}
      weight: 0.6
      components: {clean_lakes: 1}
    - id: pipes
      name: {en: Pipes, zh: 管网}
      weight: 0.4
      components: {losses: 1.0}
rules:
  - leaks <= losses
  - losses = leaks + bursts
breakdowns:
  shores:
    - {id: east, name: {en: East, zh: 东}}
    - {id: west, name: {en: West, zh: 西}}
""",
    "indicators/series.csv": """\
indicator,year,period,value,unit,status,published,basis,source,note
clean_lakes,2025,Y,40.0,%,final,2026-03-01,read,https://lakes.example/2025,
losses,2025,Y,12,million m3,final,2026-04,read,yearbook,
losses,2026,H1,5.5,百万立方米,provisional,,derived,yearbook,"half a year, not a year"
""",
    "indicators/plans/2026.yaml": """\
id: plan_2026
year: 2026
title: {en: Plan of 2026, zh: 2026年计划}
issued: 2026-02-01
parts:
  - id: 1
    title: {en: Lakes, zh: 湖泊}
    sections:
      - id: 1.1
        title: {en: Shores, zh: 湖岸}
        tasks:
          - id: 1
            number: 1
            title: {en: Plant reeds, zh: 种植芦苇}
            units: [LAKES, OTHERS]
            sources: [yearbook]
          - id: 2
            title: {en: Count birds, zh: 清点鸟类}
            lead: Northern Office
            units: [SOUTH]
            due: 2026-11-30
            measures:
              - id: 2a
                title: {en: Count in spring, zh: 春季清点}
  - id: 2
    title: {en: Pipes, zh: 管网}
    tasks:
      - id: 3
        title: {en: Find leaks, zh: 查找漏点}
        units: [north bureau]
        continues: 2025#7
""",
    "indicators/sources.yaml": """\
hosts:
  lakes.example: {name: {en: Lakes Authority}, kind: official, link: true}
documents:
  yearbook:
    title: {en: Yearbook of waters, zh: 水年鉴}
    kind: book
withheld:
  a newspaper, address withheld: {en: 'a newspaper, address withheld', zh: 报纸，地址从略}
""",
    "reports/2026.yaml": """\
title: {en: Report on 2026, zh: 2026年报告}
office: {en: Water Board, zh: 水委员会}
languages: [en, zh]
cut_off: 2027-03-31
deadline: 2027-02-15
""",
}


def lay_out(folder: Path) -> Path:
    """Write the workspace; it holds no mistake."""
    for name, text in FILES.items():
        write(folder, name, text)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def change(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """Replace words in a file; each must stand there exactly once."""
    text = (folder / name).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (name, old, text.count(old))
        text = text.replace(old, new)
    write(folder, name, text)

"""Own words become markup without raw HTML, pictures or links."""

from milepost.render.markdown import markdown


def test_paragraphs_lists_and_emphasis() -> None:
    assert markdown("One *word*.\n\n- a\n- b") == ("<p>One <em>word</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")


def test_raw_html_pictures_and_links_stay_text() -> None:
    made = markdown("<script>x</script>\n\n![p](http://a/b.png) [w](http://c)")
    assert "<script" not in made
    assert "<img" not in made
    assert "<a " not in made


def test_headings_stand_below_the_page_s_own() -> None:
    assert markdown("# Top") == "<h3>Top</h3>\n"

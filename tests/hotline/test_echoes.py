from hotline.echoes import echoes

SOURCE = "My uncle, the driver, keeps six bears in the old brick house near the river."


def test_six_words_in_a_row_are_an_echo_whatever_their_case_and_commas():
    assert echoes("Reported: UNCLE the driver keeps six bears at home", [SOURCE]) == [
        "UNCLE the driver keeps six bears"
    ]


def test_five_words_are_none():
    assert echoes("Someone keeps six bears in the village", [SOURCE]) == []


def test_a_longer_run_is_one_stretch():
    assert echoes(SOURCE, [SOURCE]) == [SOURCE[:-1]]


def test_scripts_without_spaces_are_compared_by_signs():
    source = "我叔叔在河边的旧砖房里养了六只黑熊"
    assert echoes("据报在河边的旧砖房里养了六只熊。", [source]) == ["在河边的旧砖房里养了六只"]
    assert echoes("有人在旧砖房里养熊", [source]) == []


def test_several_sources_are_told_apart():
    assert echoes("one two three four five six", ["one two three", "four five six"]) == []

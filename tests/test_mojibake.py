"""Misread UTF-8 is found and repaired; correct text in any language is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.mojibake import Garble, find_garbles, garbles_of_line

CLEAN = {
    "catalan": "L’àvia és a la plaça i pensa en l’il·lusió d’ahir: «Què hi farem?»",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy, a „nikdo“ ho neslyšel…",
    "danish": "Ærø og Åbenrå ligger ved vandet – køb rødgrød på øen.",
    "dutch": "Geïnteresseerd? De coöperatie heeft één vraag: ‘Hoeveel kost €5 melk?’",
    "english": "It’s “fine” — the café costs £5…",
    "esperanto": "Ĉu vi aŭdis? La ĝardeno de la ĵurnalisto estas ŝparema ĥoro.",
    "estonian": "Õhtul söödi kõrvitsat, ja „öö“ oli jäine.",
    "finnish": "Äiti ja Öljy – tässä on pöytä, ”sanoi hän”.",
    "french": "Voilà l’œuvre : « Où était Noël ? » à 20 °C, n° 5, ŒUVRES À PART, 5 € l’unité.",
    "german": "Er sagte: „Übung macht den Meister“ – Größe 40 × 60 cm, Straße №7, „Ä“ und „Ü“.",
    "greek": "Η γρήγορη αλεπού πήδηξε· «γιατί όχι;» ρώτησε ο Άρης – 5 €.",
    "hungarian": "Árvíztűrő tükörfúrógép, mondta: „Őszintén köszönöm”.",
    "icelandic": "Þórður æddi yfir ána; „Ísland“ er eyja og ÐÍS er nafn.",
    "japanese": "「ありがとう」と言った。カフェ・ラテ、¥500です…",
    "latvian": "Šodien ēdām ķiršus, un „māja“ bija tukša.",
    "norwegian": "Å i Lofoten ligger på Moskenesøya – Ålesund også, «sa Åse».",
    "polish": "Zażółć gęślą jaźń – „Łódź” leży nad rzeką… ŁĄKA, ŻÓŁW.",
    "portuguese": "“AMANHÃ”, disse a IRMÃ: não há pão em São João — ATÉ AMANHÃ—TALVEZ; à tarde, 5ª e 2º.",
    "romanian": "Țara are „Îmbrățișări” și Â e o literă; pâine și învăț.",
    "russian": "Съешь же ещё этих мягких французских булок — «да», №5.",
    "spanish": "¿Qué? ¡Ñandú! El niño tomó café «en España» a 30 °C, 1.ª vez.",
    "swedish": "Å ä ö: ”Räksmörgås på Öland” – 100 °, Åsa sa så.",
    "turkish": "İstanbul’da ışık: “Çığ düştü” dedi Şule, ĞÜŞ…",
    "ukrainian": "Ґанок і їжак: «Єдність» – п’ять гривень.",
    "vietnamese": "Tiếng Việt: “Đã đến lúc đi ngủ” — NGÃ, Ầm ĩ, ngõ nhỏ.",
    "welsh": "Mae’r tŷ a’r dŵr yn ŵyl; môr, gŵyl, “ŵyn”.",
    "symbols": "2 × 3 ≤ 7 ± 1½ µm, ½ °C, © 2024 Café™ Nescafé® ¼ → ✓ ⚠️ 👩‍💻 ¯\\_(ツ)_/¯ │ ├── └──",
}

#: a sentence of each kind of letter that Windows-1252 or Latin-1 turns to mojibake
WHOLE = [
    "Voilà l’œuvre : « Où était Noël ? » ça coûte 5 €",
    "Zażółć gęślą jaźń i śpij, był świt",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "São João não é à toa – coração",
    "Đã đến lúc đi ngủ ở thành phố",
    "Çığ düştü İstanbul’da ışık",
    "Þórður æddi yfir ána, það var gott",
    "Η γρήγορη αλεπού πήδηξε",
    "Съешь же ещё этих булок",
    "Blåbærsyltetøy på Ørsta – ærlig",
    "Er sagte „Übung“ – Größe",
    "L’àvia és a la plaça",
    "Mae’r tŷ a’r dŵr yn ŵyl",
    "Țara și învăț „așa”",
    "ありがとうございます。",
    "It’s “fine” — costs £5…",
    "done 👍 well",
]


def misread(text: str, codec: str) -> str:
    return text.encode("utf-8").decode(codec)


def repaired(text: str) -> str:
    """The text with every repair made."""
    for garble in sorted(find_garbles(text), key=lambda one: -one.span.start):
        text = text[: garble.span.start] + garble.repaired + text[garble.span.end :]
    return text


def only(text: str) -> Garble:
    (garble,) = find_garbles(text)
    return garble


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_correct_text_is_left_alone(text: str) -> None:
    assert list(find_garbles(text)) == []
    assert list(find_garbles("\n".join(["title: x", text, text]))) == []


@pytest.mark.parametrize("codec", ["sloppy-windows-1252", "latin-1"])
@pytest.mark.parametrize("text", WHOLE)
def test_a_misread_line_is_repaired_exactly(text: str, codec: str) -> None:
    garbled = misread(text, codec)
    assert repaired(garbled) == text
    assert repaired(misread(garbled, codec)) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("It’s “fine” — costs £5…", "sloppy-windows-1250"),
        ("Съешь же ещё этих булок", "sloppy-windows-1251"),
        ("It’s “fine” — costs £5…", "macroman"),
        ("Der Käse – größer als je", "macroman"),
    ],
)
def test_other_encodings_are_known(text: str, codec: str) -> None:
    assert repaired(misread(text, codec)) == text


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
@pytest.mark.parametrize("codec", ["sloppy-windows-1252", "latin-1"])
def test_whole_sentences_come_back(text: str, codec: str) -> None:
    garbled = misread(text, codec)
    assert repaired(garbled) == text


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
@pytest.mark.parametrize("codec", ["sloppy-windows-1252", "latin-1", "macroman", "sloppy-windows-1251"])
def test_the_quick_way_finds_what_reading_every_line_finds(text: str, codec: str) -> None:
    lines = [text, text.encode("utf-8").decode(codec, "replace"), "plain", f"x{text}"]
    one_by_one = [(garble.repaired, garble.word) for line in lines for garble in garbles_of_line(line)]
    assert [(garble.repaired, garble.word) for garble in find_garbles("\r\n".join(lines))] == one_by_one


@settings(deadline=None)
@given(st.text(alphabet="aZ .“”’–…£€éèàâÂÃÄÅâœŠš™©°±º»¿\xa0\xad\x80\x99\x9d\ufffd\udce9РВЂ√‚Ä╨"))
def test_the_quick_way_is_exact(line: str) -> None:
    assert list(find_garbles(line)) == garbles_of_line(line)


@settings(deadline=None)
@given(st.text())
def test_places_are_true(text: str) -> None:
    for garble in find_garbles(text):
        assert 0 <= garble.span.start < garble.span.end <= len(text)
        assert not garble.span.of(text).isascii()


@pytest.mark.parametrize(
    ("text", "culprit", "meant"),
    [
        ("correct £5 and “quotes”, broken Â£89m", "Â£", "£"),
        ("日本 stays, cafÃ© is broken", "Ã©", "é"),
        ("an em dash — stays in LÃ©opold’s street", "Ã©", "é"),
        ("“CAFÉ” stays, itâ€™s broken", "â€™", "’"),
        ("Latin-1: itâ\x80\x99s", "â\x80\x99", "’"),
        ("a lost byte \udce9 beside 3Ã—4", "Ã—", "×"),
        ("wow ðŸ˜€", "ðŸ˜€", "😀"),
    ],
)
def test_only_the_broken_characters_are_covered(text: str, culprit: str, meant: str) -> None:
    garble = only(text)
    assert garble.span.of(text) == culprit
    assert garble.repaired == meant
    assert garble.is_certain


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("cost Â£89m over", "£89m"),
        ("cost Â£1.5m.", "£1.5m"),
        ("[cafÃ©](x)", "café"),
        ("lâ€™heure", "l’heure"),
    ],
)
def test_the_word_helps_to_recognise_the_repair(text: str, word: str) -> None:
    assert only(text).word == word


@pytest.mark.parametrize(
    ("text", "culprit", "meant"),
    [
        ("ends hereâ€ and goes on", "â€", "”"),
        ("ends hereâ€\ufffd and goes on", "â€\ufffd", "”"),
        ("ends hereÃ¢â‚¬Â and goes on", "Ã¢â‚¬Â", "”"),
        ("voilÃ  le travail", "Ã ", "à"),
        ("voilÃ le travail", "Ã", "à"),
        ("One.Â  Two", "Â", ""),
    ],
)
def test_a_lost_byte_is_told_and_not_certain(text: str, culprit: str, meant: str) -> None:
    garble = only(text)
    assert garble.span.of(text) == culprit
    assert garble.repaired == meant
    assert not garble.is_exact
    assert not garble.is_certain


@pytest.mark.parametrize(
    ("text", "meant"), [("oneÂ\xa0two", "\xa0"), ("ï»¿---", ""), ("lost ï¿½ here", "\ufffd")]
)
def test_what_cannot_be_seen_is_not_certain(text: str, meant: str) -> None:
    garble = only(text)
    assert garble.repaired == meant
    assert garble.is_exact
    assert not garble.is_certain


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Â£", ("Windows-1252",)),
        ("Ã‚Â£", ("Windows-1252", "Windows-1252")),
        ("ÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢", ("Windows-1252",) * 3),
        ("â\x80\x99", ("Latin-1",)),
        ("‚Äôs", ("Mac Roman",)),
        ("cafÃƒÂ© ÃƒÂ¢Ã¢â‚¬Å¡Ã‚Â¬5", ("Windows-1252",) * 3),
    ],
)
def test_the_encoding_is_named_for_every_layer(text: str, read_as: tuple[str, ...]) -> None:
    assert list(find_garbles(text))[-1].read_as == read_as


@pytest.mark.parametrize("text", ["Ã”" * 5_000, "Â£ " * 5_000, "é" * 50_000 + "Â£", "â€œ“" * 5_000])
def test_long_lines_take_linear_time(text: str) -> None:
    started = time.process_time()
    assert len(list(find_garbles(text))) < len(text)
    assert time.process_time() - started < 5

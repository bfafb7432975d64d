"""Language of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.intake.language import language_name, language_of

TEXTS = {
    "en": "The two ministers agreed to open a ferry line by the end of the year, an official said.",
    "fr": "Les deux ministres sont convenus d'ouvrir une ligne de ferry avant la fin de l'année, a-t-on dit.",
    "de": "Die beiden Minister haben sich darauf geeinigt, bis zum Ende des Jahres eine Fähre zu eröffnen.",
    "es": "Los dos ministros acordaron abrir una línea de ferry antes de que termine el año, se dijo.",
    "pt": "Os dois ministros não chegaram a um acordo sobre o preço do gás, mas as conversações continuam.",
    "it": "I due ministri hanno deciso di aprire una linea di traghetti entro la fine dell'anno.",
    "nl": "De twee ministers hebben besloten om voor het einde van het jaar een veerdienst te openen.",
    "pl": "Obaj ministrowie uzgodnili, że do końca roku zostanie otwarta linia, która jest ważna i nie tylko.",
    "tr": "İki bakan bu yıl için yeni bir anlaşma imzaladı ve daha sonra bir basın toplantısı düzenledi.",
    "id": "Kedua menteri sepakat untuk membuka jalur feri pada akhir tahun ini dan akan bertemu lagi dengan.",
    "ru": "Министры договорились о том, что паромная линия будет открыта до конца года, и это не последнее соглашение.",
    "uk": "Міністри домовилися про те, що поромна лінія буде відкрита до кінця року, і це не остання угода між ними.",
    "ar": "اتفق الوزيران على فتح خط بحري بين البلدين في نهاية هذا العام على أن يلتقيا مرة أخرى",
    "fa": "دو وزیر توافق کردند که تا پایان سال این خط دریایی را باز کنند و با هم دیدار کنند",
    "ur": "دونوں وزراء نے اس سال کے آخر میں فیری لائن کھولنے پر اتفاق کیا ہے اور اس کی خبر دی",
    "zh": "两国部长同意在年底前开通轮渡航线，并将再次举行会谈。",
    "ja": "両国の大臣は年末までにフェリー航路を開設することで合意した。",
    "ko": "양국 장관은 연말까지 여객선 노선을 개설하기로 합의했다.",
    "hi": "दोनों मंत्रियों ने साल के अंत तक नौका सेवा शुरू करने पर सहमति जताई।",
    "el": "Οι δύο υπουργοί συμφώνησαν να ανοίξουν ακτοπλοϊκή γραμμή μέχρι το τέλος του έτους.",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_each_language_is_told_from_a_sentence(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "Gazprom, Novatek, Rosatom",
        "De Gaulle meets La Rocca in Los Angeles",
        "Muhammad bin Salman Al Saud; Abdel Fattah el-Sisi; Recep Tayyip Erdogan; Luiz Inacio Lula da Silva",
        "a1de 3fa8 9da0 e4e4 0a1b 77de da12 12a3 5e6a 1de2 4da9 8e8e a3a3 2de5 6da7",
        "LONDON, March 3: Wheat 4.2 mln tonnes, barley 3.1, maize 2.0, soya 1.8, rice 0.7, oats 0.2, rye 0.1",
    ],
)
def test_what_shows_no_language_counts_as_english(text: str) -> None:
    assert language_of(text) == "en"


def test_an_english_report_that_quotes_another_language_stays_english() -> None:
    assert language_of(f"{TEXTS['en']} He added in French: “Les deux pays sont d'accord.” {TEXTS['en']}") == "en"


def test_every_language_that_is_told_has_a_name() -> None:
    assert all(language_name(code) != code for code in TEXTS)


@given(st.text())
def test_any_text_has_a_language_and_always_the_same(text: str) -> None:
    assert language_of(text) == language_of(text) != ""

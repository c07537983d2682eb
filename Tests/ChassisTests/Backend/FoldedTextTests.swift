import Chassis
import Testing

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("New York", "newyork"), ("new-york", "newyork"), ("NEW  YORK ", "newyork"),
    ("São Paulo", "saopaulo"), ("Sa\u{303}o Paulo", "saopaulo"), ("SÃO PAULO", "saopaulo"),
    ("Reykjavík", "reykjavik"), ("Zürich", "zurich"), ("Łódź", "lodz"), ("København", "kobenhavn"),
    ("Straße", "strasse"), ("STRASSE", "strasse"), ("Ærø", "aero"), ("œuvre", "oeuvre"), ("Þór", "thor"),
    ("İstanbul", "istanbul"), ("ısparta", "isparta"), ("Ｔｏｋｙｏ", "tokyo"), ("ẞ", "ss"),
    ("Tom Clancy's Rainbow Six® Siege", "tomclancysrainbowsixsiege"), ("Tom Clancy\u{2019}s", "tomclancys"),
    ("Counter\u{2011}Strike: 2", "counterstrike2"), ("Dota 2", "dota2"), ("7203.T", "7203t"),
  ])
  func case_accents_spaces_and_punctuation_do_not_count(original: String, folded: String) {
    #expect(FoldedText(original).text == folded)
  }

  @Test(arguments: [
    ("и\u{306}", "й"), ("Α\u{301}", "ά"), ("か\u{3099}", "が"), ("e\u{323}\u{302}", "ệ"), ("\u{1100}\u{1161}", "가"),
  ])
  func precomposed_and_decomposed_spellings_are_equal(left: String, right: String) {
    #expect(FoldedText(left) == FoldedText(right))
    #expect(Set([FoldedText(left), FoldedText(right)]).count == 1)
  }

  @Test func letters_of_other_scripts_stay() {
    #expect(FoldedText("東京").text == "東京")
    #expect(FoldedText("МОСКВА") == FoldedText("Москва"))
    #expect(FoldedText("दिल्ली") != FoldedText("दल्ली"))
  }

  @Test(arguments: ["", " ", "!?", "'-'", "\u{301}", "🎮"])
  func text_without_letter_or_digit_is_empty(original: String) {
    #expect(FoldedText(original).isEmpty)
  }
}

/// The year in a date as publishers and libraries write it: `2011`, `2011-10-24`, `October 1, 1988`, `c1999`.
enum PublicationYear {
  static func plausible(_ year: Int?) -> Int? {
    guard let year, (1000...2200).contains(year) else { return nil }
    return year
  }

  /// The first four digits in a row that can be a year; nil where there are none, as in `19--`.
  static func find(in text: String?) -> Int? {
    guard let text, text.utf8.count <= 100 else { return nil }
    let numbers: [Substring] = text.split { !$0.isASCII || !$0.isNumber }
    return numbers.lazy.filter { $0.count == 4 }.compactMap { plausible(Int($0)) }.first
  }
}

/// Parameters of the interface that takes forms.
struct Form {
  private let values: [String: String]

  init(_ pairs: [(name: String, value: String)]) {
    values = Dictionary(pairs.map { ($0.name, $0.value) }) { $1 }
  }

  subscript(name: String) -> String? { values[name] }

  /// `Names.member.1` and so on, from 1 without a gap.
  func list(_ name: String) -> [String] {
    var items: [String] = []
    while let item = values["\(name).member.\(items.count + 1)"] { items.append(item) }
    return items
  }
}

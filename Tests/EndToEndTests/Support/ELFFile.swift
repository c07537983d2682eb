import Foundation

/// What a 64-bit little-endian ELF program asks the dynamic linker for.
struct ELFFile {
  let bytes: Data

  init(path: String) throws {
    bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { throw NoELF(path: path) }
  }

  /// Names of the shared libraries that are loaded with it (the DT_NEEDED entries of its dynamic section).
  var neededLibraries: [String] {
    guard let dynamic = segments.first(where: { $0.type == 2 }) else { return [] }
    let entries = stride(from: dynamic.offset, to: dynamic.offset + dynamic.size, by: 16)
      .map { (tag: integer(at: $0), value: integer(at: $0 + 8)) }
      .prefix { $0.tag != 0 }
    guard let strings = entries.first(where: { $0.tag == 5 }).flatMap({ offset(ofAddress: $0.value) }) else {
      return []
    }
    return entries.filter { $0.tag == 1 }.map { text(at: strings + $0.value) }
  }

  func contains(_ text: String) -> Bool {
    bytes.range(of: Data(text.utf8)) != nil
  }

  private struct Segment {
    var type: Int
    var offset: Int
    var address: Int
    var size: Int
  }

  private var segments: [Segment] {
    let (table, count) = (integer(at: 32), integer(at: 56, bytes: 2))
    return (0..<count).map { index in
      let start = table + index * 56
      return Segment(
        type: integer(at: start, bytes: 4), offset: integer(at: start + 8), address: integer(at: start + 16),
        size: integer(at: start + 32))
    }
  }

  private func offset(ofAddress address: Int) -> Int? {
    segments.first { $0.type == 1 && ($0.address..<$0.address + $0.size).contains(address) }
      .map { address - $0.address + $0.offset }
  }

  private func integer(at offset: Int, bytes count: Int = 8) -> Int {
    bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func text(at offset: Int) -> String {
    String(decoding: bytes[offset...].prefix { $0 != 0 }, as: UTF8.self)
  }

  struct NoELF: Error {
    var path: String
  }
}

/// Bytes as they are written down in a test: two digits each, with blanks and line breaks wherever they help. What stands
/// between quotes is text.
func hex(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  for (index, part) in text.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
    if index % 2 == 1 {
      bytes += part.utf8
    } else {
      let digits = part.filter { !$0.isWhitespace }
      precondition(digits.count % 2 == 0, "half a byte in \(part)")
      var rest = digits[...]
      while !rest.isEmpty {
        guard let byte = UInt8(rest.prefix(2), radix: 16) else { preconditionFailure("no byte: \(rest.prefix(2))") }
        bytes.append(byte)
        rest = rest.dropFirst(2)
      }
    }
  }
  return bytes
}

func hexText(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

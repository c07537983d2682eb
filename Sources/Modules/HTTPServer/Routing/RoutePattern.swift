/// The path of a route: `/stock/{symbol}`, `/files/{path...}`.
///
/// Literal segments are written decoded and match decoded segments. `{name}` matches one segment that is not empty;
/// `{name...}`, allowed at the end only, the rest of the path, which may be empty.
struct RoutePattern: Sendable, Equatable {
  enum Segment: Sendable, Equatable {
    case literal(String)
    case parameter(String)
    case catchAll(String)
  }

  let text: String
  let segments: [Segment]

  /// Names of the parameters, in the order of the pattern.
  var names: [String] {
    segments.compactMap {
      switch $0 {
      case .literal: nil
      case .parameter(let name), .catchAll(let name): name
      }
    }
  }

  init(_ text: String) throws(RouteFault) {
    guard text.hasPrefix("/") else { throw RouteFault("Route pattern \"\(text)\" must begin with \"/\".") }
    let pieces = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var segments: [Segment] = []
    for (index, piece) in pieces.enumerated() {
      let segment = try Self.segment(piece, of: text)
      let isLast = index == pieces.count - 1
      if segment == .literal(""), !isLast {
        throw RouteFault("Route pattern \"\(text)\" has an empty segment before its end.")
      }
      if case .catchAll = segment, !isLast {
        throw RouteFault("Route pattern \"\(text)\" has \"\(piece)\" before its end: only the last segment may be one.")
      }
      segments.append(segment)
    }
    self.text = text
    self.segments = segments
    if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw RouteFault("Route pattern \"\(text)\" uses the parameter name \"\(name)\" twice.")
    }
  }

  private static func segment(_ piece: Substring, of text: String) throws(RouteFault) -> Segment {
    guard piece.hasPrefix("{"), piece.hasSuffix("}") else {
      if let bad = piece.first(where: { "{}%?#".contains($0) }) {
        throw RouteFault(
          """
          Route pattern "\(text)" has "\(bad)" in the segment "\(piece)": a segment is a whole {name} or {name...}, or \
          text written decoded, without { } % ? #.
          """)
      }
      return .literal(String(piece))
    }
    var name = piece.dropFirst().dropLast()
    let isCatchAll = name.hasSuffix("...")
    if isCatchAll { name = name.dropLast(3) }
    guard let first = name.utf8.first, ByteClass.isLetter(first),
      name.utf8.allSatisfy({ ByteClass.isLetter($0) || ByteClass.isDigit($0) || $0 == UInt8(ascii: "_") })
    else {
      throw RouteFault(
        """
        Route pattern "\(text)" has the segment "\(piece)": a parameter name is a letter, then letters, digits \
        and "_".
        """)
    }
    return isCatchAll ? .catchAll(String(name)) : .parameter(String(name))
  }
}

/// A programmer's error in the routes of a service, found at start.
struct RouteFault: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

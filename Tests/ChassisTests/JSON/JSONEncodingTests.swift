import Foundation
import NIOCore
import Testing

@testable import Chassis

@Suite struct JSONEncodingTests {
  private func text(_ value: some Encodable) throws -> String { String(buffer: try JSONText.encode(value)) }

  private struct Quote: Codable, Equatable {
    var symbol = "AMZN"
    var price = 12.5
    var change: Double?
    var days = [Day(), Day(close: -3)]
    var none: [Day] = []
    var counts = [[1, -2], []]
    var flag = true
    var asOf = Date(timeIntervalSince1970: 951_827_696.9)

    struct Day: Codable, Equatable {
      var close = 0.1
    }
  }

  @Test func Members_keep_the_order_of_their_declaration() throws {
    #expect(
      try text(Quote())
        == #"{"symbol":"AMZN","price":12.5,"days":[{"close":0.1},{"close":-3}],"none":[],"counts":[[1,-2],[]],"#
        + #""flag":true,"asOf":"2000-02-29T12:34:56Z"}"#)
  }

  @Test func Foundation_reads_back_what_was_written() throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    var quote = Quote(asOf: Date(timeIntervalSince1970: 1))
    quote.symbol = "\u{0}\u{1F}\"\\/\n\r\t\u{7F}Zürich \u{1F600}\u{2028}"
    quote.price = 1.7976931348623157e308
    quote.change = Double.leastNonzeroMagnitude
    #expect(try decoder.decode(Quote.self, from: Data(text(quote).utf8)) == quote)
  }

  @Test func Numbers_are_the_shortest_that_read_back() throws {
    let numbers = [0, -0.5, 100, 1e15, 9_007_199_254_740_994, 1e21, 0.1 + 0.2, 1e-7]
    let written = try text(numbers)
    #expect(written.hasPrefix("[0,-0.5,100,1000000000000000,"))
    #expect(try JSONDecoder().decode([Double].self, from: Data(written.utf8)) == numbers)
    #expect(try text([Int.min, Int.max]) == "[-9223372036854775808,9223372036854775807]")
    #expect(try text([UInt64.max]) == "[18446744073709551615]")
    #expect(try text([Float(0.1)]) == "[0.1]")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func A_number_that_JSON_does_not_have_is_an_error(number: Double) {
    #expect(throws: EncodingError.self) { try JSONText.encode([number]) }
    #expect(throws: EncodingError.self) { try JSONText.encode(Quote(price: number)) }
  }

  @Test func Every_control_character_is_escaped() throws {
    for byte in UInt8(0)..<0x20 {
      let text = String(UnicodeScalar(byte))
      let written = try JSONText.encode(text)
      #expect(written.readableBytesView.allSatisfy { $0 >= 0x20 })
      #expect(try JSONDecoder().decode(String.self, from: Data(written.readableBytesView)) == text)
    }
  }

  @Test func An_octet_to_escape_is_found_wherever_it_stands() throws {
    for special in ["\"", "\\", "\u{0}", "\u{1F}", "\n"] {
      for length in 0..<20 {
        for position in 0...length {
          var text = Array(repeating: "\u{E9}", count: length).joined()
          text.insert(contentsOf: special, at: text.index(text.startIndex, offsetBy: position))
          let written = try JSONText.encode(text)
          #expect(try JSONDecoder().decode(String.self, from: Data(written.readableBytesView)) == text)
        }
      }
    }
  }

  @Test func A_value_may_add_members_to_those_of_another() throws {
    struct Outer: Encodable {
      enum Name: CodingKey { case more }
      func encode(to encoder: any Encoder) throws {
        try Quote.Day().encode(to: encoder)
        var container = encoder.container(keyedBy: Name.self)
        try container.encode([Quote.Day()], forKey: .more)
      }
    }
    #expect(try text(Outer()) == #"{"close":0.1,"more":[{"close":0.1}]}"#)
  }

  @Test func Containers_nest_every_way() throws {
    struct Nested: Encodable {
      enum Name: CodingKey { case a, b, c }
      func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Name.self)
        var inner = object.nestedContainer(keyedBy: Name.self, forKey: .a)
        try inner.encode(1, forKey: .b)
        var list = object.nestedUnkeyedContainer(forKey: .b)
        try list.encode("x")
        var deep = list.nestedContainer(keyedBy: Name.self)
        try deep.encodeNil(forKey: .c)
        var deeper = list.nestedUnkeyedContainer()
        try deeper.encodeNil()
        try object.encode(Empty(), forKey: .c)
      }
    }
    struct Empty: Encodable {
      func encode(to encoder: any Encoder) throws {}
    }
    #expect(try text(Nested()) == #"{"a":{"b":1},"b":["x",{"c":null},[null]],"c":{}}"#)
  }

  @Test func Any_JSON_value_is_written_with_its_members_in_order() throws {
    let value = JSONValue.object([
      "b": .array([.null, .boolean(false), .integer(1), .number(1.5), .string("x")]), "a": .object([:]),
    ])
    #expect(try text(value) == #"{"a":{},"b":[null,false,1,1.5,"x"]}"#)
  }
}

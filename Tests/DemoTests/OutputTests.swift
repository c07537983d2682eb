import Testing

@testable import Demo

@Suite struct LineSplitterTests {
  @Test func Lines_are_whole_however_the_bytes_arrive() {
    let text = "one\ntwo\n\nthree ü\n"
    for size in 1...7 {
      var splitter = LineSplitter()
      var lines: [String] = []
      let bytes = Array(text.utf8)
      for start in stride(from: 0, to: bytes.count, by: size) {
        lines += splitter.lines(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(lines == ["one", "two", "", "three ü"])
      #expect(splitter.end() == nil)
    }
  }

  @Test func The_last_line_needs_no_newline() {
    var splitter = LineSplitter()
    #expect(splitter.lines("one\ntwo".utf8) == ["one"])
    #expect(splitter.end() == "two")
  }

  @Test func A_line_without_end_is_cut() {
    var splitter = LineSplitter()
    let lines = splitter.lines(repeatElement(UInt8(ascii: "x"), count: 3 * LineSplitter.longest + 1))
    #expect(lines.map(\.utf8.count) == Array(repeating: LineSplitter.longest, count: 3))
    #expect(splitter.end() == "x")
  }
}

@Suite struct LogLineTests {
  @Test(arguments: [
    ("12:34:56.789 warning  slow", true), ("12:34:56.789 error    failed a=b", true),
    ("12:34:56.789 critical gone", true), ("12:34:56.789 info     warning lights", false), ("", false), ("x", false),
  ])
  func Warnings_and_worse_are_for_the_terminal(text: String, isShown: Bool) {
    #expect(LogLine(stream: .output, text: text).isForTheTerminal == isShown)
  }

  @Test func What_is_on_the_standard_error_always_is() {
    #expect(LogLine(stream: .error, text: "weather: PORT is \"abc\"").isForTheTerminal)
  }
}

@Suite struct ExitStatusTests {
  @Test(
    arguments: [
      (0, ProcessEnd.exited(code: 0)), (0x0100, .exited(code: 1)), (0xFF00, .exited(code: 255)),
      (9, .killed(signal: 9)),
      (0x8B, .killed(signal: 11)),
    ] as [(Int32, ProcessEnd)])
  func The_status_word_of_the_system_is_read(word: Int32, status: ProcessEnd) {
    #expect(ProcessEnd(waitStatus: word) == status)
  }
}

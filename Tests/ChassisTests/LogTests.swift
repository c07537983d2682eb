import Foundation
import Logging
import Synchronization
import Testing

@testable import Chassis

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_827_696_789, "2000-02-29T12:34:56.789Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (4_102_444_799_007, "2099-12-31T23:59:59.007Z"),
    ] as [(Int64, String)])
  func ISO_8601_in_UTC_with_milliseconds(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
  }
}

@Suite struct JSONLogRendererTests {
  private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> String {
    JSONLogRenderer().line(
      LogRecord(time: Timestamp(milliseconds: 0), level: .info, logger: "weather", message: message, metadata: metadata)
    )
  }

  @Test func A_line_is_one_object_with_time_level_logger_and_message() {
    #expect(
      line("listening") == #"{"ts":"1970-01-01T00:00:00.000Z","level":"info","logger":"weather","msg":"listening"}"#
        + "\n")
  }

  @Test func Metadata_is_flattened_and_numbers_stay_numbers() {
    let text = line(
      "m",
      [
        "b": .stringConvertible(204), "c": .stringConvertible(1.5), "d": .stringConvertible(true), "a": "x",
        "e": ["f": ["g": "h"]], "i": ["j", .stringConvertible(1)],
      ])
    #expect(text.hasSuffix(#""msg":"m","a":"x","b":204,"c":1.5,"d":true,"e.f.g":"h","i":["j",1]}"# + "\n"))
  }

  @Test func Metadata_does_not_replace_the_line_s_own_members() {
    #expect(line("m", ["msg": "other", "ts": "now"]).hasSuffix(#""msg":"m","_msg":"other","_ts":"now"}"# + "\n"))
  }

  @Test(arguments: ["a\nb", "\"quoted\"\\", "\u{1B}[31m\u{0}", "Zürich \u{1F600}", "\r\n"])
  func Any_text_comes_back_from_a_JSON_reader_and_never_breaks_the_line(text: String) throws {
    let line = line(text, ["key \(text)": .string(text), "n": .stringConvertible(Double.nan)])
    #expect(line.utf8.filter { $0 == 10 }.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["msg"] as? String == text)
    #expect(object?["key \(text)"] as? String == text)
  }
}

@Suite struct TextLogRendererTests {
  private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> String {
    TextLogRenderer().line(
      LogRecord(
        time: Timestamp(milliseconds: 45_296_789), level: .warning, logger: "weather", message: message,
        metadata: metadata))
  }

  @Test func Time_level_message_and_pairs_in_order() {
    #expect(line("slow", ["b": "2", "a": "1"]) == "12:34:56.789 warning  slow a=1 b=2\n")
  }

  @Test func Values_that_could_be_misread_are_quoted() {
    #expect(line("m", ["a": "x y", "b": "", "c": "k=v"]).hasSuffix(#"m a="x y" b="" c="k=v""# + "\n"))
  }

  @Test func No_text_steers_the_terminal_or_breaks_the_line() {
    let line = line("a\u{1B}[2J\nb", ["c": "\u{1B}]0;\u{7F}\u{9B}\n"])
    #expect(!line.dropLast().unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
  }
}

@Suite struct LineLogHandlerTests {
  private final class Memory: LogSink {
    let lines = Mutex<[String]>([])
    func write(_ line: String) { lines.withLock { $0.append(line) } }
  }

  @Test func The_nearest_metadata_counts_and_levels_below_are_silent() {
    let memory = Memory()
    var logger = Logger(label: "weather") { label in
      var handler = LineLogHandler(label: label, level: .info, renderer: TextLogRenderer(), sink: memory) {
        Timestamp(milliseconds: 0)
      }
      handler.metadataProvider = Logger.MetadataProvider { ["a": "provider", "b": "provider", "c": "provider"] }
      return handler
    }
    logger[metadataKey: "b"] = "logger"
    logger[metadataKey: "c"] = "logger"
    logger.debug("unheard")
    logger.info("heard", metadata: ["c": "call"])
    #expect(memory.lines.withLock { $0 } == ["00:00:00.000 info     heard a=provider b=logger c=call\n"])
  }

  @Test func Lines_of_many_threads_do_not_mix() throws {
    let pipe = Pipe()
    let sink = DescriptorSink(pipe.fileHandleForWriting.fileDescriptor)
    let line = String(repeating: "x", count: 20_000)
    for _ in 0..<20 {
      Thread.detachNewThread { sink.write(line + "\n") }
    }
    let text = try pipe.fileHandleForReading.read(upToCount: 20 * 20_001)
    let lines = String(decoding: text ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 20 && lines.allSatisfy { $0 == line })
  }

  @Test func Level_and_format_come_from_the_settings() throws {
    let configuration = try LogConfiguration(Settings(environment: ["LOG_LEVEL": "Debug", "LOG_FORMAT": "text"]))
    #expect(configuration.level == .debug)
    #expect(throws: ConfigurationError.self) { try LogConfiguration(Settings(environment: ["LOG_LEVEL": "loud"])) }
  }
}

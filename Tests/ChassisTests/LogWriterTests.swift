import Glibc
import Synchronization
import Testing

@testable import Chassis

/// A pipe with a ``LogWriter`` at its writing end.
enum LogPipe {
  /// What comes out at the other end while `body` logs, less than a pipe holds.
  static func text(_ body: (LogWriter) throws -> Void) throws -> String {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let writer = LogWriter(ends[1])
    try body(writer)
    writer.flush()
    close(ends[1])
    return String(decoding: read(ends[0]), as: UTF8.self)
  }

  static func read(_ descriptor: CInt) -> [UInt8] {
    var octets: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(descriptor, &piece, piece.count), count > 0 { octets += piece[..<count] }
    return octets
  }
}

@Suite struct LogWriterTests {
  @Test func Lines_come_out_in_the_order_they_were_logged() throws {
    let text = try LogPipe.text { writer in
      for number in 0..<1000 { writer.write("\(number)\n") }
    }
    #expect(text.split(separator: "\n").map { Int($0) } == Array(0..<1000))
  }

  @Test func Lines_are_written_without_a_flush() throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    let writer = LogWriter(ends[1])
    writer.write("a\n")
    var octets = [UInt8](repeating: 0, count: 16)
    #expect(Glibc.read(ends[0], &octets, octets.count) == 2)
    writer.write("bc\n")
    #expect(Glibc.read(ends[0], &octets, octets.count) == 3)
  }

  @Test func Whoever_logs_does_not_wait_for_a_reader_and_what_was_dropped_is_counted() throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    let writer = LogWriter(ends[1])
    let line = String(repeating: "x", count: 1023) + "\n"
    // Far more than the pipe and the writer hold together, and nobody reads.
    let logged = 4000
    for _ in 0..<logged { writer.write(line) }
    let rest = Mutex<[UInt8]>([])
    let reader = ReaderThread(ends[0]) { octets in rest.withLock { $0 = octets } }
    while writer.isBehind { writer.flush() }
    close(ends[1])
    reader.join()
    let lines = String(decoding: rest.withLock { $0 }, as: UTF8.self).split(separator: "\n")
    let written = lines.filter { $0.utf8.count == 1023 }.count
    let dropped = lines.compactMap { $0.split(separator: "\"lines\":").last?.dropLast() }.compactMap { Int($0) }
    #expect(written < logged && written >= LogWriter.capacity / 1024)
    #expect(written + dropped.reduce(0, +) == logged)
  }

  @Test func A_reader_that_has_gone_costs_the_lines_and_nothing_else() throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    signal(SIGPIPE, SIG_IGN)
    close(ends[0])
    let writer = LogWriter(ends[1])
    for _ in 0..<100 { writer.write("a\n") }
    writer.flush()
    #expect(!writer.isBehind)
    close(ends[1])
  }
}

/// Reads a descriptor to its end on a thread of its own.
private final class ReaderThread: Sendable {
  private let thread: pthread_t

  init(_ descriptor: CInt, _ done: @escaping @Sendable ([UInt8]) -> Void) {
    final class Work: Sendable {
      let run: @Sendable () -> Void
      init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work { done(LogPipe.read(descriptor)) })
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    self.thread = thread
  }

  func join() {
    pthread_join(thread, nil)
  }
}

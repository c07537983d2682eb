import CLibcurl
import Glibc

/// Header lines as libcurl takes them: C strings and a linked list of them, in one piece of memory.
///
/// `@unchecked Sendable` because it never changes: it is made on the caller's thread and read on the loop's.
final class FieldList: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  /// Nil where there are no lines. libcurl reads the list and neither changes nor frees it.
  let pointer: UnsafeMutablePointer<curl_slist>?

  /// - Parameters:
  ///   - text: The lines, each ended by NUL.
  ///   - count: How many there are.
  init(text: [UInt8], count: Int) {
    let textStart = MemoryLayout<curl_slist>.stride * count
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: textStart + text.count, alignment: MemoryLayout<curl_slist>.alignment)
    text.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: memory + textStart, count: $0.count).copyMemory(from: $0)
    }
    let nodes = memory.bindMemory(to: curl_slist.self, capacity: count)
    var line = (memory + textStart).bindMemory(to: CChar.self, capacity: text.count)
    for index in 0..<count {
      let next = index + 1 < count ? nodes + index + 1 : nil
      (nodes + index).initialize(to: curl_slist(data: line, next: next))
      line += strlen(line) + 1
    }
    self.memory = memory
    pointer = count > 0 ? nodes : nil
  }

  convenience init(_ line: String) {
    self.init(text: Array(line.utf8) + [0], count: 1)
  }

  deinit {
    memory.deallocate()
  }

  var lines: [String] {
    var lines: [String] = []
    var node = pointer
    while let current = node {
      lines.append(String(cString: current.pointee.data))
      node = current.pointee.next
    }
    return lines
  }
}

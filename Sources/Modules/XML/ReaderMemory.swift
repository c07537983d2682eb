import CLibxml2

/// libxml2's reader, the bytes that it reads in place, and its first complaint: three things that live and end together.
struct ReaderMemory: ~Copyable {
  let reader: xmlTextReaderPtr
  private let bytes: UnsafeMutableBufferPointer<CChar>
  private let firstFault: UnsafeMutablePointer<clibxml2_fault>

  /// libxml2 wants this once, before its first use by several threads.
  private static let isReady: Void = xmlInitParser()

  /// Copies `document`, of at most `Int32.max` bytes; nil where memory is short.
  init?(_ document: [UInt8]) {
    Self.isReady
    let bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: document.count)
    _ = bytes.initialize(fromContentsOf: document.lazy.map { CChar(bitPattern: $0) })
    let firstFault = UnsafeMutablePointer<clibxml2_fault>.allocate(capacity: 1)
    firstFault.initialize(to: clibxml2_fault())
    guard let reader = clibxml2_make_reader(bytes.baseAddress, Int32(document.count), firstFault) else {
      bytes.deallocate()
      firstFault.deallocate()
      return nil
    }
    self.reader = reader
    self.bytes = bytes
    self.firstFault = firstFault
  }

  var fault: clibxml2_fault? { firstFault.pointee.code == 0 ? nil : firstFault.pointee }

  deinit {
    xmlFreeTextReader(reader)
    bytes.deallocate()
    firstFault.deallocate()
  }
}

import Glibc

/// The counter that `malloc_counter.c` keeps in the file that `MALLOC_COUNTER_FILE` names.
struct AllocationCounter {
  private let page: UnsafeMutableRawPointer

  /// Nil where nothing counts.
  init?() {
    guard let path = getenv("MALLOC_COUNTER_FILE") else { return nil }
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let page = mmap(nil, 8, PROT_READ, MAP_SHARED, file, 0), page != MAP_FAILED else { return nil }
    self.page = page
  }

  var value: UInt64 { page.load(as: UInt64.self) }
}

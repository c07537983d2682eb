import Foundation
import Testing

/// The released programs are small and hold nothing that they do not need.
///
/// Only the programs that `PRODUCTS_DIR` names are released ones: those beside the tests are for debugging.
@Suite(.enabled(if: Programs.configuredFolder != nil, "needs PRODUCTS_DIR")) struct LinkageTests {
  private static let backends = ["stock-price", "weather", "twitch", "goodreads"]

  @Test(arguments: backends)
  func A_backend_is_smaller_than_25_MB(name: String) throws {
    let attributes = try FileManager.default.attributesOfItem(atPath: Programs.path(name))
    let size = try #require(attributes[.size] as? Int)
    #expect(size < 25_000_000)
  }

  @Test(arguments: backends + ["portal", "demo", "nameserver", "registrator", "registrar"])
  func A_program_has_Swift_inside_and_no_full_Foundation(name: String) throws {
    let file = try ELFFile(path: Programs.path(name))
    #expect(traces(of: file) == [])
    // The static runtime is inside, so that an image needs the C library and libcurl, and for goodreads libxml2.
    #expect(file.neededLibraries.contains { $0.hasPrefix("libc.so") })
    #expect(file.neededLibraries.filter { $0.hasPrefix("libswift") } == [])
  }

  @Test func The_traces_are_found_where_full_Foundation_is() throws {
    #expect(try !traces(of: ELFFile(path: "/proc/self/exe")).isEmpty)
  }

  /// Signs of full Foundation: its shared libraries, or, linked statically, the data and functions of ICU.
  private func traces(of file: ELFFile) -> [String] {
    let libraries = file.neededLibraries.filter {
      $0.hasPrefix("libFoundation.") || $0.hasPrefix("libFoundationInternationalization")
        || $0.hasPrefix("lib_FoundationICU") || $0.hasPrefix("libicu")
    }
    return libraries + ["FoundationICU", "icudt", "NSURLSession"].filter(file.contains)
  }
}

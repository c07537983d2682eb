import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct StaticFilesTests {
  private static let modified: Int64 = 784_111_777

  private static let files = StaticFiles(
    folder([
      "index.html": "<p>home", "app.js": "let a = 1", "app.js.gz": "gzipped", "app.js.br": "brotli",
      "docs/index.html": "<p>docs", "docs/a b.txt": "a b", "img/logo.svg": "<svg/>", "empty.txt": "",
      "lonely.gz": "archive", "größe.txt": "ü",
    ]), now: { modified + 1000 })

  private static func folder(_ files: [String: String]) -> StaticFolder {
    StaticFolder(
      contents: files.mapValues { FolderContents.Entry(bytes: ByteBuffer(string: $0), lastModified: modified) },
      skipped: [])
  }

  private func get(
    _ path: String, _ fields: HTTPFields = [:], method: HTTPRequest.Method = .get, query: String? = nil
  ) async throws -> Response {
    try await Self.files.respond(
      to: Request(method: method, path: path, query: query, fields: RequestFields(fields)))
  }

  private func failure(_ path: String, _ fields: HTTPFields = [:], method: HTTPRequest.Method = .get) async
    -> HTTPError?
  {
    await #expect(throws: HTTPError.self) { try await get(path, fields, method: method) }
  }

  @Test(arguments: [
    ("/", "<p>home", "text/html; charset=utf-8"), ("/index.html", "<p>home", "text/html; charset=utf-8"),
    ("/docs/", "<p>docs", "text/html; charset=utf-8"), ("/docs/a%20b.txt", "a b", "text/plain; charset=utf-8"),
    ("/app.js", "let a = 1", "text/javascript; charset=utf-8"),
    ("/%61pp.js", "let a = 1", "text/javascript; charset=utf-8"),
    ("/img/logo.svg", "<svg/>", "image/svg+xml; charset=utf-8"),
    ("/gr%C3%B6%C3%9Fe.txt", "ü", "text/plain; charset=utf-8"),
    ("/lonely.gz", "archive", "application/gzip"), ("/empty.txt", "", "text/plain; charset=utf-8"),
  ])
  func a_file_is_answered_with_its_type(path: String, body: String, type: String) async throws {
    let response = try await get(path)
    #expect(response.status == .ok)
    #expect(response.bodyText == body)
    #expect(response.fields[.contentType] == type)
    #expect(response.fields[.eTag] == EntityTag(hashing: ByteBuffer(string: body)).fieldValue)
    #expect(response.fields[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(response.fields[.cacheControl] == "no-cache")
    #expect(response.fields[.acceptRanges] == "bytes")
  }

  @Test(arguments: [
    "/nothing", "/docs/nothing", "/img/", "/img", "/app.js/", "/index.html/", "//", "//docs/", "/docs//",
    "//index.html",
    "/..", "/../index.html", "/docs/../index.html", "/docs/..", "/.", "/./index.html", "/%2e%2e/index.html",
    "/%2e%2e%2findex.html", "/docs%2Findex.html", "/docs%2f", "/docs/..%2findex.html", "/docs%5Cindex.html",
    "/docs\\index.html", "/..%5C..%5Cetc%5Cpasswd", "/%2Fetc/passwd", "/etc/passwd", "/INDEX.HTML", "/docs%2F..%2F",
    "/index.html%20", "/index.html.", "/Docs/",
  ])
  func a_path_that_names_no_file_is_404(path: String) async {
    #expect(await failure(path)?.status == .notFound)
  }

  @Test(arguments: ["/index.html%00", "/%00", "/%", "/%zz", "/%FF", "/docs/%c0%ae%c0%ae/index.html"])
  func a_path_that_decodes_to_no_text_is_400(path: String) async {
    #expect(await failure(path)?.status == .badRequest)
  }

  @Test func a_folder_without_its_slash_is_308() async throws {
    let response = try await get("/docs", query: "a=1%20")
    #expect(response.status == .permanentRedirect)
    #expect(response.fields[.location] == "/docs/?a=1%20")
    #expect(try await get("/docs").fields[.location] == "/docs/")
  }

  @Test(arguments: ["/index.html", "/docs"])
  func other_methods_are_405_with_Allow(path: String) async throws {
    for method in [HTTPRequest.Method.post, .put, .delete, .trace] {
      let error = await failure(path, method: method)
      #expect(error?.status == .methodNotAllowed)
      #expect(error?.fields[.allow] == "GET, HEAD, OPTIONS")
    }
    let options = try await get(path, method: .options)
    #expect(options.status == .noContent)
    #expect(options.fields[.allow] == "GET, HEAD, OPTIONS")
    #expect(await failure("/nothing", method: .post)?.status == .notFound)
  }

  @Test func RFC9110_9_3_2_HEAD_is_answered_as_GET() async throws {
    let head = try await get("/app.js", [.range: "bytes=0-1"], method: .head)
    #expect(head.status == .ok)
    let whole = try await get("/app.js")
    #expect(head.fields == whole.fields)
    #expect(head.bodyText == "let a = 1")
  }

  @Test func precompressed_siblings_are_chosen_by_Accept_Encoding() async throws {
    let brotli = try await get("/app.js", [.acceptEncoding: "gzip, br"])
    #expect(brotli.bodyText == "brotli")
    #expect(brotli.fields[.contentEncoding] == "br")
    #expect(brotli.fields[.contentType] == "text/javascript; charset=utf-8")
    let gzip = try await get("/app.js", [.acceptEncoding: "gzip"])
    #expect(gzip.bodyText == "gzipped")
    #expect(gzip.fields[.contentEncoding] == "gzip")
    let plain = try await get("/app.js", [.acceptEncoding: "identity"])
    #expect(plain.fields[.contentEncoding] == nil)
    #expect(Set([brotli, gzip, plain].map { $0.fields[.eTag] }).count == 3)
    for response in [brotli, gzip, plain] { #expect(response.fields[.vary] == "Accept-Encoding") }
  }

  @Test func a_file_in_one_coding_does_not_vary() async throws {
    let response = try await get("/index.html", [.acceptEncoding: "gzip, br"])
    #expect(response.fields[.vary] == nil)
    #expect(response.fields[.contentEncoding] == nil)
  }

  @Test func a_client_that_takes_no_coding_at_all_gets_406() async {
    #expect(await failure("/index.html", [.acceptEncoding: "identity;q=0"])?.status == .notAcceptable)
  }

  @Test func a_304_is_of_the_chosen_coding() async throws {
    let tag = EntityTag(hashing: ByteBuffer(string: "gzipped")).fieldValue
    let same = try await get("/app.js", [.acceptEncoding: "gzip", .ifNoneMatch: tag])
    #expect(same.status == .notModified)
    #expect(same.fields == [.cacheControl: "no-cache", .vary: "Accept-Encoding", .eTag: tag])
    #expect(try await get("/app.js", [.acceptEncoding: "br", .ifNoneMatch: tag]).status == .ok)
  }

  @Test func a_range_is_of_the_chosen_coding() async throws {
    let response = try await get("/app.js", [.acceptEncoding: "gzip", .range: "bytes=-3"])
    #expect(response.status == .partialContent)
    #expect(response.bodyText == "ped")
    #expect(response.fields[.contentRange] == "bytes 4-6/7")
    #expect(response.fields[.contentEncoding] == "gzip")
  }

  @Test func conditions_go_before_ranges() async throws {
    let tag = EntityTag(hashing: ByteBuffer(string: "<p>home")).fieldValue
    #expect(try await get("/", [.range: "bytes=0-1", .ifNoneMatch: tag]).status == .notModified)
    #expect(await failure("/", [.range: "bytes=0-1", .ifMatch: "\"x\""])?.status == .preconditionFailed)
    #expect(await failure("/", [.range: "bytes=100-"])?.status == .rangeNotSatisfiable)
  }

  @Test func pages_and_their_304_carry_the_page_policy() async throws {
    #expect(try await get("/").fields[.contentSecurityPolicy] == StaticFiles.pagePolicy)
    #expect(try await get("/", [.ifNoneMatch: "*"]).fields[.contentSecurityPolicy] == StaticFiles.pagePolicy)
    #expect(try await get("/app.js").fields[.contentSecurityPolicy] == nil)
  }

  @Test func the_cache_control_is_configurable() async throws {
    let files = StaticFiles(Self.folder(["a.txt": "a"]), cacheControl: "max-age=60")
    let response = try await files.respond(to: Request(method: .get, path: "/a.txt"))
    #expect(response.fields[.cacheControl] == "max-age=60")
  }

  @Test func as_the_fallback_of_a_router_files_stand_behind_its_routes() async throws {
    var router = Router()
    router.get("/app.js") { _ in .text("route") }
    router.fallback(Self.files)
    #expect(try await router.respond(to: Request(method: .get, path: "/app.js")).bodyText == "route")
    #expect(try await router.respond(to: Request(method: .get, path: "/")).bodyText == "<p>home")
    let missing = try await router.respond(to: Request(method: .get, path: "/nothing"))
    #expect(missing.status == .notFound)
    #expect(missing.route == "/{path...}")
  }
}

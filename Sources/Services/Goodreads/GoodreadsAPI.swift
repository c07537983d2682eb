import Chassis
import HTTPServer

/// The routes of the service.
enum GoodreadsAPI {
  static func add(
    to router: inout Router, providers: FirstAvailable<any BookProvider>, instance: InstanceIdentity
  ) {
    let lookup = Lookup(by: instance)
    router.get("/book/{isbn}") { request in
      try await lookup.answer {
        let isbn = try TypedISBN(request.parameters["isbn"] ?? "")
        return try await providers.ask { try await $0.book(isbn) }.map { BookAnswer($0, askedAs: isbn) }
      }
    }
  }
}

import FoundationEssentials
import HTTPClient
import HTTPTypes
import Testing

@testable import AWS

/// What AWS's own test suite for signers expects (aws-signing-test-suite, version 4), by the names it has there.
@Suite struct PublishedSignatureTests {
  struct Vector: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var request: SignableRequest
    var token: String?
    var signature: String

    init(
      _ name: String, path: String = "/", query: [(String, String)] = [], fields: [(String, String)] = [],
      token: String? = nil, _ signature: String
    ) {
      testDescription = name
      var sent: HTTPFields = [.hostField: "example.amazonaws.com"]
      for (name, value) in fields { sent.append(HTTPField(name: .known(name), value: value)) }
      request = SignableRequest(method: .get, path: path, query: query.map { (name: $0, value: $1) }, fields: sent)
      self.token = token
      self.signature = signature
    }
  }

  static let vectors = [
    Vector(
      "get-relative-relative-normalized", path: "/example1/example2/../..",
      "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Vector(
      "get-slashes-normalized", path: "//example//",
      "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
    Vector(
      "get-space-normalized", path: "/example space/",
      "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
    Vector("get-utf8", path: "/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    Vector(
      "get-unreserved", path: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
      "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
    Vector(
      "get-vanilla-query-order-key-case", query: [("Param2", "value2"), ("Param1", "value1")],
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    Vector(
      "get-vanilla-empty-query-key", query: [("Param1", "value1")],
      "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
    Vector(
      "get-vanilla-utf8-query", query: [("ሴ", "bar")],
      "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
    Vector(
      "get-vanilla-query-order-encoded", query: [("Param-3", "Value3"), ("Param", "Value2"), ("ሴ", "Value1")],
      "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
    Vector(
      "get-header-key-duplicate",
      fields: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
      "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
    Vector(
      "get-header-value-order",
      fields: ["value4", "value1", "value3", "value2"].map { ("My-Header1", $0) },
      "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
    Vector(
      "get-header-value-trim", fields: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
      "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
    Vector(
      "get-vanilla-with-session-token", token: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
      "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
  ]

  @Test(arguments: vectors)
  func A_signature_is_what_AWS_publishes(vector: Vector) {
    let credentials = Credentials(
      accessKeyID: "AKIDEXAMPLE", secretKey: HiddenText("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
      sessionToken: vector.token.map(HiddenText.init))
    let fields = RequestSigner(region: "us-east-1", service: "service")
      .sign(vector.request, with: credentials, at: Date(timeIntervalSince1970: 1_440_938_160))
    #expect(fields[.amazonDate] == "20150830T123600Z")
    #expect(fields[.authorization]?.hasSuffix("Signature=\(vector.signature)") == true)
    #expect(fields[.amazonSecurityToken] == vector.token)
  }
}

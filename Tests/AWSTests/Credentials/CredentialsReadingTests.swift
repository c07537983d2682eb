import FoundationEssentials
import Testing

@testable import AWS

/// What variables and agents say, without asking anyone.
@Suite struct CredentialsReadingTests {
  @Test func The_environment_gives_key_secret_and_token() throws {
    let credentials = try #require(
      try Credentials.inEnvironment([
        "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "test-key", "AWS_SESSION_TOKEN": "token",
      ]))
    #expect(credentials.accessKeyID == "id")
    #expect(credentials.secretKey.revealed == "test-key")
    #expect(credentials.sessionToken?.revealed == "token")
    #expect(credentials.expires == nil)
  }

  @Test func An_empty_variable_is_none() throws {
    #expect(try Credentials.inEnvironment([:]) == nil)
    #expect(try Credentials.inEnvironment(["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]) == nil)
    let some = ["AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "test-key", "AWS_SESSION_TOKEN": ""]
    #expect(try Credentials.inEnvironment(some)?.sessionToken == nil)
  }

  @Test(arguments: [
    ["AWS_ACCESS_KEY_ID": "id"], ["AWS_SECRET_ACCESS_KEY": "test-key"],
    ["AWS_ACCESS_KEY_ID": "i d", "AWS_SECRET_ACCESS_KEY": "test-key"],
    ["AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "test-key", "AWS_SESSION_TOKEN": "a\r\nb"],
  ])
  func Half_a_pair_or_a_control_is_an_error_without_the_value(environment: [String: String]) throws {
    let error = #expect(throws: CredentialsError.self) { try Credentials.inEnvironment(environment) }
    #expect(error?.code == .misconfigured)
    #expect(error?.message.contains("test-key") == false)
  }

  @Test func A_secret_is_never_printed() {
    let credentials = Credentials(
      accessKeyID: "id", secretKey: HiddenText("test-key"), sessionToken: HiddenText("test-token"))
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(!text.contains("test-key") && !text.contains("test-token"), "\(text)")
    }
  }

  @Test func A_document_of_an_agent_is_read() throws {
    let text = """
      {"RoleArn":"arn","AccessKeyId":"id","SecretAccessKey":"test-key","Token":"token","Expiration":"2015-08-30T12:36:00Z"}
      """
    let credentials = try CredentialsDocument.credentials(in: Array(text.utf8), from: "The agent")
    #expect(credentials.accessKeyID == "id")
    #expect(credentials.sessionToken?.revealed == "token")
    #expect(credentials.expires == Date(timeIntervalSince1970: 1_440_938_160))
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"AccessKeyId":"id"}"#, #"{"AccessKeyId":"","SecretAccessKey":"test-key"}"#,
    #"{"AccessKeyId":"id","SecretAccessKey":"test-key","Expiration":"soon"}"#,
    #"{"AccessKeyId":"id","SecretAccessKey":"test-key","Token":"a\r\nb"}"#,
    #"{"AccessKeyId":"i\nd","SecretAccessKey":"test-key"}"#,
    #"{"Code":"AssumeRoleUnauthorizedAccess","AccessKeyId":"id","SecretAccessKey":"test-key"}"#,
  ])
  func A_document_that_is_not_whole_gives_none_and_is_not_repeated(text: String) {
    let error = #expect(throws: CredentialsError.self) {
      try CredentialsDocument.credentials(in: Array(text.utf8), from: "The agent")
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("test-key") == false)
  }

  @Test func A_relative_address_is_the_agents_of_ECS() throws {
    let environment = [
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/1?a=b",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://elsewhere.example/",
    ]
    #expect(
      try ContainerCredentialsURL.named(in: environment)?.text == "http://169.254.170.2/v2/credentials/1?a=b")
    #expect(try ContainerCredentialsURL.named(in: [:]) == nil)
  }

  @Test(arguments: [
    "https://agent.example/creds", "http://127.0.0.1:8080/creds", "http://127.255.0.1/", "http://localhost/creds",
    "http://[::1]:80/creds", "http://169.254.170.2/v2/x", "http://169.254.170.23/v1/credentials",
    "http://[fd00:ec2::23]/v1/credentials",
  ])
  func A_full_address_is_https_or_this_machine_or_an_agent(url: String) throws {
    #expect(try ContainerCredentialsURL.named(in: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url])?.text == url)
  }

  @Test(arguments: [
    "http://agent.example/creds", "http://169.254.169.254/", "http://127.0.0.1.example/", "http://127.1/",
    "http://127.0.0.1@elsewhere.example/", "http://elsewhere.example#@127.0.0.1/", "http://10.0.0.1/",
    "http://elsewhere.example\\@127.0.0.1/", "ftp://127.0.0.1/", "127.0.0.1", "http://127.0.0.1:x/",
    "http://127.0.0.1:99999/", "http://[::1/", "http:///creds", "http://localhost.example/", "http://127.0.0.1/a b",
  ])
  func Any_other_address_is_refused(url: String) {
    let error = #expect(throws: CredentialsError.self) {
      try ContainerCredentialsURL.named(in: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url])
    }
    #expect(error?.code == .misconfigured)
  }

  @Test func A_region_is_a_label_of_a_host() {
    #expect(Region("us-gov-west-1")?.name == "us-gov-west-1")
    for name in ["", "eu west", "eu.example.com/", "EU", "é", String(repeating: "a", count: 64)] {
      #expect(Region(name) == nil, "\(name)")
    }
  }
}

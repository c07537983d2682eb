import FoundationEssentials

/// A JSON file that is compiled into the executable.
package struct SampleFile: Sendable {
  package let name: String
  private let bytes: [UInt8]

  package init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The records of the file, each turned into a validated value by `validate`. Throws ``SampleFileError``.
  package func records<Record: Decodable, Value>(
    _ record: Record.Type, validate: (Record) throws -> Value
  ) throws -> [Value] {
    let records: [Record]
    do {
      records = try JSONDecoder().decode([Record].self, from: Data(bytes))
    } catch {
      throw SampleFileError(file: name, fault: "\(error)")
    }
    return try records.enumerated().map { index, record in
      do {
        return try validate(record)
      } catch {
        throw SampleFileError(file: name, fault: "record \(index + 1): \(error)")
      }
    }
  }

  /// `values` by each of their `keys`. Throws ``SampleFileError`` where two have the same.
  package func index<Key: Hashable, Value>(_ values: [Value], by keys: (Value) -> [Key]) throws -> [Key: Value] {
    var index: [Key: Value] = [:]
    for value in values {
      for key in Set(keys(value)) {
        guard index.updateValue(value, forKey: key) == nil else {
          throw SampleFileError(file: name, fault: "two records are called \(key)")
        }
      }
    }
    return index
  }
}

/// A file of sample data is broken: the service must not start with it.
package struct SampleFileError: Error, Equatable, CustomStringConvertible {
  package var file: String
  package var fault: String

  package init(file: String, fault: String) {
    self.file = file
    self.fault = fault
  }

  package var description: String { "The sample data file \(file) is broken: \(fault)" }
}

/// A record of a sample file breaks a rule.
package struct InvalidRecord: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ fault: String) {
    description = fault
  }
}

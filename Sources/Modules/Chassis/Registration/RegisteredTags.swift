/// Registrator's list of tags: separated by commas, `\,` for a comma within one, empty ones dropped.
package enum RegisteredTags {
  package static func parse(_ text: String) -> [String] {
    var tags: [String] = []
    var tag = ""
    var isEscaped = false
    for character in text {
      switch character {
      case "," where isEscaped: tag.append(",")
      case ",":
        tags.append(tag)
        tag = ""
      default:
        // A backslash before anything else is itself.
        if isEscaped { tag.append("\\") }
        if character != "\\" { tag.append(character) }
      }
      isEscaped = character == "\\"
    }
    if isEscaped { tag.append("\\") }
    return (tags + [tag]).map(\.trimmed).filter { !$0.isEmpty }
  }
}

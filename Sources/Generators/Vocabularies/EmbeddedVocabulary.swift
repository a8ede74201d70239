import CVocabulary

/// The compiled word lists inside the executable: there is no file to look for at run time.
enum EmbeddedVocabulary {
  /// - Returns: the bytes of the locale at `index` of `Vocabulary.locales`; empty for any other.
  static func bytes(at index: Int) -> [UInt8] {
    let locale = index
    let size = cv_vocabulary_size(locale)
    // The array is constant data of that size for the life of the process; the bytes are copied.
    return unsafe [UInt8](UnsafeBufferPointer(start: cv_vocabulary_bytes(locale), count: size))
  }
}

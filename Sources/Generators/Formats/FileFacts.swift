/// Kinds of files by extension; weights say how often people share them, about.
///
/// - Reference: IANA, *Media types*.
extension FactTable {
  static let file = FactTable(
    "file", of: "extension", fields: ["extension", "mime", "kind"],
    rows: """
      avi|video/x-msvideo|video|1
      bmp|image/bmp|image|0.5
      bz2|application/x-bzip2|archive|0.3
      css|text/css|code|2
      csv|text/csv|table|5
      doc|application/msword|document|2
      docx|application/vnd.openxmlformats-officedocument.wordprocessingml.document|document|9
      eml|message/rfc822|message|1
      epub|application/epub+zip|document|0.5
      flac|audio/flac|audio|0.4
      gif|image/gif|image|2
      gz|application/gzip|archive|1.5
      html|text/html|document|3
      ics|text/calendar|message|0.5
      jpg|image/jpeg|image|14
      js|text/javascript|code|2.5
      json|application/json|data|4
      log|text/plain|text|2
      m4a|audio/mp4|audio|0.6
      md|text/markdown|text|1.5
      mov|video/quicktime|video|1.5
      mp3|audio/mpeg|audio|3
      mp4|video/mp4|video|4
      odt|application/vnd.oasis.opendocument.text|document|0.5
      ogg|audio/ogg|audio|0.3
      parquet|application/vnd.apache.parquet|data|1
      pdf|application/pdf|document|18
      png|image/png|image|9
      ppt|application/vnd.ms-powerpoint|document|0.8
      pptx|application/vnd.openxmlformats-officedocument.presentationml.presentation|document|4
      rar|application/vnd.rar|archive|0.5
      rtf|application/rtf|document|0.5
      sql|application/sql|code|0.7
      svg|image/svg+xml|image|1.5
      tar|application/x-tar|archive|0.5
      tiff|image/tiff|image|0.6
      ttf|font/ttf|font|0.3
      txt|text/plain|text|4
      wav|audio/wav|audio|0.6
      webm|video/webm|video|0.6
      webp|image/webp|image|1.2
      woff2|font/woff2|font|0.3
      xls|application/vnd.ms-excel|table|1.5
      xlsx|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|table|9
      xml|application/xml|data|1.5
      yaml|application/yaml|data|0.7
      zip|application/zip|archive|4
      """)
}

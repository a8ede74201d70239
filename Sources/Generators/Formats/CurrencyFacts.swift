/// Currencies of countries, by code.
///
/// Weights are shares of the world's turnover of foreign exchange, of 200 %; those of which none is
/// published count as 0.01.
///
/// - Reference: ISO 4217, list one; Bank for International Settlements, *Triennial survey* 2022.
extension FactTable {
  static let currency = FactTable(
    "currency", of: "code", fields: ["code", "number", "decimals", "name"],
    rows: """
      AED|784|2|UAE Dirham|0.4
      AFN|971|2|Afghani|0.01
      ALL|008|2|Lek|0.01
      AMD|051|2|Armenian Dram|0.01
      AOA|973|2|Kwanza|0.01
      ARS|032|2|Argentine Peso|0.01
      AUD|036|2|Australian Dollar|6.4
      AWG|533|2|Aruban Florin|0.01
      AZN|944|2|Azerbaijan Manat|0.01
      BAM|977|2|Convertible Mark|0.01
      BBD|052|2|Barbados Dollar|0.01
      BDT|050|2|Taka|0.01
      BHD|048|3|Bahraini Dinar|0.01
      BIF|108|0|Burundi Franc|0.01
      BMD|060|2|Bermudian Dollar|0.01
      BND|096|2|Brunei Dollar|0.01
      BOB|068|2|Boliviano|0.01
      BRL|986|2|Brazilian Real|0.9
      BSD|044|2|Bahamian Dollar|0.01
      BTN|064|2|Ngultrum|0.01
      BWP|072|2|Pula|0.01
      BYN|933|2|Belarusian Ruble|0.01
      BZD|084|2|Belize Dollar|0.01
      CAD|124|2|Canadian Dollar|6.2
      CDF|976|2|Congolese Franc|0.01
      CHF|756|2|Swiss Franc|5.2
      CLP|152|0|Chilean Peso|0.3
      CNY|156|2|Yuan Renminbi|7.0
      COP|170|2|Colombian Peso|0.01
      CRC|188|2|Costa Rican Colon|0.01
      CUP|192|2|Cuban Peso|0.01
      CVE|132|2|Cabo Verde Escudo|0.01
      CZK|203|2|Czech Koruna|0.4
      DJF|262|0|Djibouti Franc|0.01
      DKK|208|2|Danish Krone|0.7
      DOP|214|2|Dominican Peso|0.01
      DZD|012|2|Algerian Dinar|0.01
      EGP|818|2|Egyptian Pound|0.01
      ERN|232|2|Nakfa|0.01
      ETB|230|2|Ethiopian Birr|0.01
      EUR|978|2|Euro|30.5
      FJD|242|2|Fiji Dollar|0.01
      FKP|238|2|Falkland Islands Pound|0.01
      GBP|826|2|Pound Sterling|12.9
      GEL|981|2|Lari|0.01
      GHS|936|2|Ghana Cedi|0.01
      GIP|292|2|Gibraltar Pound|0.01
      GMD|270|2|Dalasi|0.01
      GNF|324|0|Guinean Franc|0.01
      GTQ|320|2|Quetzal|0.01
      GYD|328|2|Guyana Dollar|0.01
      HKD|344|2|Hong Kong Dollar|2.6
      HNL|340|2|Lempira|0.01
      HTG|332|2|Gourde|0.01
      HUF|348|2|Forint|0.3
      IDR|360|2|Rupiah|0.4
      ILS|376|2|New Israeli Sheqel|0.4
      INR|356|2|Indian Rupee|1.6
      IQD|368|3|Iraqi Dinar|0.01
      IRR|364|2|Iranian Rial|0.01
      ISK|352|0|Iceland Krona|0.01
      JMD|388|2|Jamaican Dollar|0.01
      JOD|400|3|Jordanian Dinar|0.01
      JPY|392|0|Yen|16.7
      KES|404|2|Kenyan Shilling|0.01
      KGS|417|2|Som|0.01
      KHR|116|2|Riel|0.01
      KMF|174|0|Comorian Franc|0.01
      KPW|408|2|North Korean Won|0.01
      KRW|410|0|Won|1.9
      KWD|414|3|Kuwaiti Dinar|0.01
      KYD|136|2|Cayman Islands Dollar|0.01
      KZT|398|2|Tenge|0.01
      LAK|418|2|Lao Kip|0.01
      LBP|422|2|Lebanese Pound|0.01
      LKR|144|2|Sri Lanka Rupee|0.01
      LRD|430|2|Liberian Dollar|0.01
      LSL|426|2|Loti|0.01
      LYD|434|3|Libyan Dinar|0.01
      MAD|504|2|Moroccan Dirham|0.01
      MDL|498|2|Moldovan Leu|0.01
      MGA|969|2|Malagasy Ariary|0.01
      MKD|807|2|Denar|0.01
      MMK|104|2|Kyat|0.01
      MNT|496|2|Tugrik|0.01
      MOP|446|2|Pataca|0.01
      MRU|929|2|Ouguiya|0.01
      MUR|480|2|Mauritius Rupee|0.01
      MVR|462|2|Rufiyaa|0.01
      MWK|454|2|Malawi Kwacha|0.01
      MXN|484|2|Mexican Peso|1.5
      MYR|458|2|Malaysian Ringgit|0.2
      MZN|943|2|Mozambique Metical|0.01
      NAD|516|2|Namibia Dollar|0.01
      NGN|566|2|Naira|0.01
      NIO|558|2|Cordoba Oro|0.01
      NOK|578|2|Norwegian Krone|1.7
      NPR|524|2|Nepalese Rupee|0.01
      NZD|554|2|New Zealand Dollar|1.7
      OMR|512|3|Rial Omani|0.01
      PAB|590|2|Balboa|0.01
      PEN|604|2|Sol|0.01
      PGK|598|2|Kina|0.01
      PHP|608|2|Philippine Peso|0.2
      PKR|586|2|Pakistan Rupee|0.01
      PLN|985|2|Zloty|0.7
      PYG|600|0|Guarani|0.01
      QAR|634|2|Qatari Rial|0.01
      RON|946|2|Romanian Leu|0.01
      RSD|941|2|Serbian Dinar|0.01
      RUB|643|2|Russian Ruble|0.01
      RWF|646|0|Rwanda Franc|0.01
      SAR|682|2|Saudi Riyal|0.2
      SBD|090|2|Solomon Islands Dollar|0.01
      SCR|690|2|Seychelles Rupee|0.01
      SDG|938|2|Sudanese Pound|0.01
      SEK|752|2|Swedish Krona|2.2
      SGD|702|2|Singapore Dollar|2.4
      SHP|654|2|Saint Helena Pound|0.01
      SLE|925|2|Leone|0.01
      SOS|706|2|Somali Shilling|0.01
      SRD|968|2|Surinam Dollar|0.01
      SSP|728|2|South Sudanese Pound|0.01
      STN|930|2|Dobra|0.01
      SVC|222|2|El Salvador Colon|0.01
      SYP|760|2|Syrian Pound|0.01
      SZL|748|2|Lilangeni|0.01
      THB|764|2|Baht|0.4
      TJS|972|2|Somoni|0.01
      TMT|934|2|Turkmenistan New Manat|0.01
      TND|788|3|Tunisian Dinar|0.01
      TOP|776|2|Pa’anga|0.01
      TRY|949|2|Turkish Lira|0.4
      TTD|780|2|Trinidad and Tobago Dollar|0.01
      TWD|901|2|New Taiwan Dollar|1.1
      TZS|834|2|Tanzanian Shilling|0.01
      UAH|980|2|Hryvnia|0.01
      UGX|800|0|Uganda Shilling|0.01
      USD|840|2|US Dollar|88.5
      UYU|858|2|Peso Uruguayo|0.01
      UZS|860|2|Uzbekistan Sum|0.01
      VES|928|2|Bolívar Soberano|0.01
      VND|704|0|Dong|0.01
      VUV|548|0|Vatu|0.01
      WST|882|2|Tala|0.01
      XAD|396|2|Arab Accounting Dinar|0.01
      XAF|950|0|CFA Franc BEAC|0.01
      XCD|951|2|East Caribbean Dollar|0.01
      XCG|532|2|Caribbean Guilder|0.01
      XOF|952|0|CFA Franc BCEAO|0.01
      XPF|953|0|CFP Franc|0.01
      YER|886|2|Yemeni Rial|0.01
      ZAR|710|2|Rand|1.0
      ZMW|967|2|Zambian Kwacha|0.01
      ZWG|924|2|Zimbabwe Gold|0.01
      """)
}

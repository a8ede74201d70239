"""What differs by country when its places are listed: codes of regions, prefixes, rules of post."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Country:
    locale: str
    code: str
    calling_code: str
    currency: str
    # Codes of ISO 3166-2 by the codes that GeoNames gives the first-level divisions.
    regions: dict
    # What a telephone number begins with inside the country.
    trunk: str = "0"
    # Boxes of latitude and longitude (south, west, north, east) in which all places lie.
    boxes: tuple = ()
    # Parts of a region's name in CLDR that people leave out.
    drop: tuple = ()
    # Names of regions that CLDR lacks.
    names: dict = field(default_factory=dict)
    most: int = 500
    least: int = 15000
    exclude: frozenset = field(default_factory=frozenset)
    # How far from the city, in kilometres, the post's point for its name may lie.
    near: float = 25
    # How far apart, in kilometres, places with the same first digit, or two, of their area may lie.
    area_spans: tuple = (600, 250)
    # Areas of places that share the area of a larger neighbour, or that no name tells, from the
    # numbering plans: Ofcom, BNetzA (Vorwahlverzeichnis), MIC of Japan, TRAI.
    areas: dict = field(default_factory=dict)

    @property
    def language(self):
        return self.locale[:2]


def pairs(text):
    return dict(pair.split(":") for pair in text.split())


COUNTRIES = [
    Country(
        "en_GB", "GB", "44", "GBP", pairs("ENG:ENG NIR:NIR SCT:SCT WLS:WLS"),
        boxes=((49.8, -8.3, 61.0, 1.9),), area_spans=(2000, 2000),
        exclude=frozenset(["Saint Peters"]),
        areas={"London": "20", "Oldham": "161", "Bexley": "20", "Bury": "161", "Radcliffe": "161",
               "Rossendale": "1706", "Leigh": "1942"}),
    Country(
        "de_DE", "DE", "49", "EUR", pairs(
            "01:BW 02:BY 03:HB 04:HH 05:HE 06:NI 07:NW 08:RP 09:SL 10:SH 11:BB 12:MV 13:SN 14:ST "
            "15:TH 16:BE"), boxes=((47.2, 5.8, 55.1, 15.1),), area_spans=(300, 110),
        areas={"Fürth": "911", "Neubrandenburg": "395", "Friedberg BY": "821", "Offenbach": "69",
               "Mülheim an der Ruhr": "208", "Neu-Ulm": "731", "Stralsund": "3831",
               "Villingen-Schwenningen": "7721", "Ludwigshafen am Rhein": "621", "Leimen": "6224",
               "Neunkirchen": "6821", "Sankt Ingbert": "6894", "Sankt Wendel": "6851"}),
    Country(
        "fr_FR", "FR", "33", "EUR", pairs(
            "11:IDF 24:CVL 27:BFC 28:NOR 32:HDF 44:GES 52:PDL 53:BRE 75:NAQ 76:OCC 84:ARA 93:PAC "
            "94:COR"), boxes=((41.3, -5.2, 51.2, 9.7),)),
    Country(
        "es_ES", "ES", "34", "EUR", pairs(
            "07:IB 27:RI 29:MD 31:MC 32:NC 34:AS 39:CB 51:AN 52:AR 53:CN 54:CM 55:CL 56:CT 57:EX "
            "58:GA 59:PV 60:VC CE:CE ML:ML"), trunk="",
        exclude=frozenset(["Latina", "Campiña", "L' Eixample"]),
        names={"CN": "Canarias", "Donostia / San Sebastián": "San Sebastián",
               "Gasteiz / Vitoria": "Vitoria-Gasteiz", "Palma De Mallorca": "Palma",
               "San Cristobal De La Laguna": "San Cristóbal de La Laguna", "Cadiz": "Cádiz",
               "Alicante/Alacant": "Alicante",
               "Castelló de la Plana": "Castellón de la Plana"},
        boxes=((35.8, -9.4, 43.9, 4.4), (27.6, -18.2, 29.5, -13.3), (35.2, -3.1, 35.4, -2.8))),
    Country(
        "it_IT", "IT", "39", "EUR", pairs(
            "01:65 02:77 03:78 04:72 05:45 06:36 07:62 08:42 09:25 10:57 11:67 12:21 13:75 14:88 "
            "15:82 16:52 17:32 18:55 19:23 20:34"), trunk="", boxes=((35.4, 6.6, 47.1, 18.6),),
        area_spans=(2000, 450),
        areas={"Livorno": "0586", "Cagliari": "070", "Quartu Sant'Elena": "070", "Sassari": "079",
               "Vicenza": "0444", "Oristano": "0783",
               "Alessandria": "0131", "Varese": "0332", "Catania": "095"},
        exclude=frozenset(["Quarto Oggiaro", "Arenella", "Pianura"]),
        names={"Bozen": "Bolzano", "Meran": "Merano", "Brixen": "Bressanone", "Leifers": "Laives",
               "Bruneck": "Brunico"}),
    Country(
        "nl_NL", "NL", "31", "EUR", pairs(
            "01:DR 02:FR 03:GE 04:GR 05:LI 06:NB 07:NH 09:UT 10:ZE 11:ZH 15:OV 16:FL"),
        boxes=((50.7, 3.3, 53.6, 7.3),), names={"'s-Gravenhage": "Den Haag"}),
    Country(
        "pt_BR", "BR", "55", "BRL", pairs(
            "01:AC 02:AL 03:AP 04:AM 05:BA 06:CE 07:DF 08:ES 11:MS 13:MA 14:MT 15:MG 16:PA 17:PB "
            "18:PR 20:PI 21:RJ 22:RN 23:RS 24:RO 25:RR 26:SC 27:SP 28:SE 29:GO 30:PE 31:TO"),
        boxes=((-33.8, -74.0, 5.3, -34.7),), most=600, near=80, area_spans=(5000, 5000),
        names={"Moji das Cruzes": "Mogi das Cruzes"}),
    Country(
        "pl_PL", "PL", "48", "PLN", pairs(
            "72:02 73:04 74:10 75:06 76:08 77:12 78:14 79:16 80:18 81:20 82:22 83:24 84:26 85:28 "
            "86:30 87:32"), trunk="", boxes=((49.0, 14.1, 54.9, 24.2),), drop=("województwo ",)),
    Country(
        "sv_SE", "SE", "46", "SEK", pairs(
            "02:K 03:X 05:I 06:N 07:Z 08:F 09:H 10:W 12:G 14:BD 15:T 16:E 18:D 21:C 22:S 23:AC "
            "24:Y 25:U 26:AB 27:M 28:O"), boxes=((55.3, 10.9, 69.1, 24.2),), least=5000,
        most=300, areas={"Gotlands län": "498"}),
    Country(
        "tr_TR", "TR", "90", "TRY", pairs(
            "02:02 03:03 04:04 05:05 07:07 08:08 09:09 10:10 11:11 12:12 13:13 14:14 15:15 16:16 "
            "17:17 19:19 20:20 21:21 22:22 23:23 24:24 25:25 26:26 28:28 31:31 32:33 33:32 34:34 "
            "35:35 37:37 38:38 39:39 40:40 41:41 43:43 44:44 45:45 46:46 48:48 49:49 50:50 52:52 "
            "53:53 54:54 55:55 57:57 58:58 59:59 60:60 61:61 62:62 63:63 64:64 65:65 66:66 68:06 "
            "69:29 70:30 71:42 72:47 73:51 74:56 75:68 76:72 77:69 78:70 79:71 80:73 81:01 82:18 "
            "83:27 84:36 85:67 86:75 87:74 88:76 89:78 90:79 91:80 92:77 93:81"),
        boxes=((35.8, 25.6, 42.2, 44.9),), most=400, drop=(" (il)",),
        areas={"Afyonkarahisar": "272", "Düzce": "380"},
        names={"Istanbul": "İstanbul", "İnegol": "İnegöl", "Umraniye": "Ümraniye"}),
    Country(
        "ja_JP", "JP", "81", "JPY", pairs(
            "01:23 02:05 03:02 04:12 05:38 06:18 07:40 08:07 09:21 10:10 11:34 12:01 13:28 14:08 "
            "15:17 16:03 17:37 18:46 19:14 20:39 21:43 22:26 23:24 24:04 25:45 26:20 27:42 28:29 "
            "29:15 30:44 31:33 32:27 33:41 34:11 35:25 36:32 37:22 38:09 39:36 40:13 41:31 42:16 "
            "43:30 44:06 45:35 46:19 47:47"),
        boxes=((24.0, 122.9, 45.6, 145.9),), most=600,
        areas={"尼崎市": "6", "西宮市": "798", "坂井市": "776", "府中市 13": "42",
               "丹波市": "795", "加西市": "790", "加東市": "795", "丹波篠山市": "79",
               "南相馬市": "244", "伊達市 07": "24", "沖縄県": "98", "名護市": "980", "宮古島市": "980", "石垣市": "980", "奄美市": "997"}),
    Country(
        "zh_CN", "CN", "86", "CNY", pairs(
            "01:AH 02:ZJ 03:JX 04:JS 05:JL 06:QH 07:FJ 08:HL 09:HA 10:HE 11:HN 12:HB 13:XJ 14:XZ "
            "15:GS 16:GX 18:GZ 19:LN 20:NM 21:NX 22:BJ 23:SH 24:SX 25:SD 26:SN 28:TJ 29:YN 30:GD "
            "31:HI 32:SC 33:CQ"), boxes=((18.1, 73.5, 53.6, 135.1),), area_spans=(5000, 5000),
        # First digits of postcodes (China Post) of cities that the list of postcodes lacks.
        names={"重庆市": "4000", "厦门市": "3610", "烟台市": "2640", "南充市": "6370",
               "亳州市": "2368", "晋中市": "0306", "鄂州市": "4360", "锦州市": "1210",
               "鸡西市": "1581", "白山市": "1343", "林芝市": "8600"}),
    Country(
        "hi_IN", "IN", "91", "INR", pairs(
            "01:AN 02:AP 03:AS 05:CH 07:DL 09:GJ 10:HR 11:HP 12:JK 13:KL 16:MH 17:MN 18:ML 19:KA "
            "20:NL 21:OR 22:PY 23:PB 24:RJ 25:TN 26:TR 28:WB 29:SK 30:AR 31:MZ 33:GA 34:BR 35:MP "
            "36:UP 37:CT 38:JH 39:UT 40:TG"), boxes=((6.7, 68.1, 35.6, 97.5),), area_spans=(1200, 500),
        areas={"दिल्ली": "11", "अहमदाबाद": "79", "ठाणे": "22", "विरार": "250", "श्रीनगर": "194",
               "औरंगाबाद": "240", "वाराणसी": "542", "विशाखापत्तनम": "891", "जोधपुर": "291",
               "रायपुर": "771", "कोटा": "744", "अमरावती": "721", "भिवंडी": "2522", "मऊ": "5462",
               "पोर्ट ब्लेयर": "3192"}),
    Country(
        "ar_SA", "SA", "966", "SAR", pairs(
            "02:11 05:03 06:04 08:05 10:01 11:14 13:06 14:02 15:08 16:10 17:09 19:07 20:12"),
        boxes=((16.2, 34.4, 32.3, 55.8),), least=5000),
]
BY_LOCALE = {country.locale: country for country in COUNTRIES}

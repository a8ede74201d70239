"""Prints the known answers of StreamKeyTests from a second implementation, in Python integers."""
M = 2**64 - 1


def mixed(z):
    z = ((z ^ z >> 32) * 0xBEA225F9EB34556D) & M
    z = ((z ^ z >> 29) * 0xBEA225F9EB34556D) & M
    z = ((z ^ z >> 32) * 0xAEF17502108EF2D9) & M
    return z ^ z >> 29


class KeyHash:
    def __init__(self, seed):
        self.state = mixed((seed + 0xE7037ED1A0B428DB) & M)

    def word(self, w):
        rotated = (self.state << 23 | self.state >> 41) & M
        self.state = (mixed(self.state ^ w) + rotated) & M

    def text(self, text):
        data = text.encode()
        whole = len(data) // 8 * 8
        for i in range(0, whole, 8):
            self.word(int.from_bytes(data[i:i + 8], "little"))
        self.word(int.from_bytes(data[whole:], "little"))
        self.word(len(data) ^ 0x589765CC75374CC3)

    def finished(self):
        return mixed(self.state ^ 0x1D8E4E27C47D124F)


def key(seed, table, column):
    h = KeyHash(seed)
    h.text(table)
    h.text(column)
    return h.finished()


def lane(bits, index):
    spread = mixed((index + 0xA0761D6478BD642F) & M)
    return (mixed(bits ^ spread) + spread) & M


def named_lane(bits, name):
    h = KeyHash(bits ^ 0x8EBC6AF09C88C6E3)
    h.text(name)
    return h.finished()


def draw(bits, row):
    second = ((bits ^ bits >> 32) * 0xD6E8FEB86659FD93) & M
    second ^= second >> 29
    z = (row * 0x9E3779B97F4A7C15 + bits) & M
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & M
    z = ((z ^ z >> 27 ^ second) * 0x94D049BB133111EB) & M
    return z ^ z >> 31


def shown(v):
    h = f"{v:016X}"
    return "0x" + "_".join(h[i:i + 4] for i in range(0, 16, 4))


if __name__ == "__main__":
    rows = [0, 1, 2, 1_000_000, 1 << 40, M]
    for seed, table, column in [
        (0, "", ""), (42, "orders", "total_amount"), (42, "orders", "status"),
        (43, "orders", "total_amount"), (M, "événements", "größe in cm, long name"),
    ]:
        k = key(seed, table, column)
        print(f'    KnownAnswer(seed: {seed}, table: "{table}", column: "{column}", key: {shown(k)}, rows: [')
        print("      " + ", ".join(f"({r}, {shown(draw(k, r))})" for r in rows) + "]),")
    k = key(42, "orders", "amount")
    print("laneOne", shown(draw(lane(k, 1), 5)), "laneCount", shown(draw(named_lane(k, "count"), 5)))

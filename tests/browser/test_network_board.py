"""How the board of a network uses its room, and how its numbers are written."""

WIDTH = """(result, sign) => {
  const text = result.cloneNode();
  text.textContent = sign.repeat(20);
  result.after(text);
  const { width } = text.getBoundingClientRect();
  text.remove();
  return width;
}"""


def test_a_minus_in_a_number_is_longer_than_a_hyphen(open_page):
    page = open_page("/network?network_at=conv2.5.2.3", ready=".network .result")
    minus, hyphen = (page.locator(".network .result").evaluate(WIDTH, sign) for sign in "−-")
    assert minus > hyphen + 10

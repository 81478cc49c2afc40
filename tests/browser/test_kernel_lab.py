"""What a person does in the kernel lab: choose, drag, point, upload, download, share."""

import io
import re

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image
from playwright.sync_api import expect

from cnnviz.images import filter_image, load_sample
from cnnviz.kernels import named
from tests.browser.waiting import drawn, settled, until
from tests.images import odd


@pytest.fixture
def visit(open_page):
    def open_(parameters="", **options):
        ready = ".pictures[data-version]"
        return open_page(f"/kernel_lab{parameters}", ready=ready, **options)

    return open_


def photograph(locator):
    """Take what is on screen, as an array."""
    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("RGB")).astype(int)


def panel(page, number):
    return page.locator(f"canvas.picture[data-panel='{number}']")


def after(page, act):
    """Do something, and wait until other pictures are on screen."""
    before = page.locator(".pictures").get_attribute("data-version")
    act()
    page.locator(f".pictures:not([data-version='{before}'])").wait_for()
    drawn(page)


def choose(page, label, option):
    """Pick an option of a list."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def close(page):
    """Close what stands over the page."""
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_be_hidden()
    settled(page)


def upload(page, name, data):
    """Bring a file, as a reader does."""
    page.get_by_role("button", name="Your own picture").click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[type=file]").first.set_input_files(file)


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_the_page_opens_with_edges_found_in_a_sample(visit):
    page = visit()
    expect(page.get_by_text("Edge detection").first).to_be_visible()
    original, result = photograph(panel(page, 0)), photograph(panel(page, 1))
    assert original.mean() > 80 > result.mean()


def test_typing_edge_finds_edge_detection(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    after(page, lambda: choose(page, "Kernel", "Edge detection"))
    page.wait_for_url(re.compile("^((?!kernel1).)*$"))


def test_dragging_a_weight_changes_the_picture_while_the_hand_moves(visit):
    page = visit()
    before = photograph(panel(page, 1))
    box = page.locator("[role=spinbutton]").nth(4).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("addEventListener('cnnviz:painted', () => { window.first ??= location.href; })")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 40, steps=6)
    for step in range(2000):  # a hand that does not rest
        page.mouse.move(x, y - 40 - step % 2)
        if page.evaluate("window.first"):
            break
    assert "weights1" not in page.evaluate("window.first"), "the hand had not come to rest"
    until(page, lambda: np.abs(photograph(panel(page, 1)) - before).mean() > 3)
    page.mouse.up()
    page.wait_for_url(re.compile("kernel_lab_weights1=-1_-1_-1"))


def test_a_weight_can_be_typed_and_stepped_with_the_keyboard(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    cell = page.locator("[role=spinbutton]").nth(4)
    cell.focus()
    after(page, lambda: page.keyboard.press("ArrowUp"))
    expect(cell).to_have_attribute("aria-valuenow", "2")
    page.wait_for_url(re.compile(r"weights1=0_0_0\*0_2_0\*0_0_0"))


def test_while_the_hand_moves_the_pictures_come_without_a_run_of_the_page(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    cell = page.locator("[role=spinbutton]").nth(4)
    cell.focus()
    with page.expect_response(re.compile("/live/")) as answered:
        after(page, lambda: page.keyboard.press("ArrowUp"))
    assert answered.value.status == 200
    live = photograph(panel(page, 1))
    page.wait_for_url(re.compile("weights1"))
    settled(page)
    assert_array_equal(photograph(panel(page, 1)), live, "the page at rest shows the same")


def test_without_an_answer_to_the_hand_the_page_draws_what_it_left(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    page.route("**/live/*", lambda route: route.fulfill(status=204))
    before = photograph(panel(page, 1))
    page.locator("[role=spinbutton]").nth(4).focus()
    after(page, lambda: page.keyboard.press("ArrowUp"))
    page.wait_for_url(re.compile("weights1"))
    assert photograph(panel(page, 1)).mean() > before.mean() + 20


def test_the_result_on_screen_is_the_sum_of_the_core(visit):
    page = visit("?kernel_lab_kernel1=Sobel+x&kernel_lab_mode=Absolute&kernel_lab_colour=Luminance")
    target = panel(page, 1)
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".inspector .where").get_by_text("Sobel x").wait_for()
    row, col = map(
        int, re.findall(r"row (\d+), column (\d+)", page.locator(".where").inner_text())[0]
    )
    row, col = row - 1, col - 1
    pixels = load_sample("Cat").pixels.astype(float) @ [0.299, 0.587, 0.114]
    expected = (pixels[row - 1 : row + 2, col - 1 : col + 2] * named("Sobel x").weights).sum()
    said = page.locator(".inspector .sum").inner_text().replace("−", "-")
    total = float(re.search(r"sum\s+(-?[\d.]+)", said).group(1))
    np.testing.assert_allclose(total, expected, atol=0.6)


def test_two_kernels_stand_side_by_side_and_in_a_chain(visit):
    page = visit(
        "?kernel_lab_count=2&kernel_lab_kernel1=Gaussian+blur+7x7&kernel_lab_kernel2=Sobel+x"
    )
    beside = photograph(panel(page, 2))
    after(page, lambda: page.get_by_text("Chain", exact=True).click())
    chained = photograph(panel(page, 2))
    assert chained.mean() < beside.mean()
    page.wait_for_url(re.compile("kernel_lab_order=Chain"))


def test_relu_and_pooling_take_part_in_a_chain(visit):
    link = "?kernel_lab_count=3&kernel_lab_order=Chain&kernel_lab_kernel1=Sobel+x"
    page = visit(f"{link}&kernel_lab_kernel2=ReLU&kernel_lab_kernel3=Max+pool")
    expect(page.get_by_text("225 × 150")).to_be_visible()


def test_signed_results_are_shown_four_honest_ways(visit):
    page = visit("?kernel_lab_kernel1=Sobel+x")
    seen = {}
    captions = {
        "Clip": "Clipped",
        "Absolute": "lost their sign",
        "Rescale": "Rescaled",
        "Signed colours": "red is negative",
    }
    for mode, said in captions.items():
        if mode != "Clip":
            after(page, lambda mode=mode: choose(page, "Show results as", mode))
        expect(page.locator("figcaption, .caption").filter(has_text=said).first).to_be_visible()
        seen[mode] = photograph(panel(page, 1))
    assert all(np.abs(seen[a] - seen[b]).mean() > 2 for a in seen for b in seen if a < b)


def test_an_upload_is_filtered_and_a_broken_one_keeps_it(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    green = np.zeros((40, 60, 3), np.uint8)
    green[..., 1] = 200
    after(page, lambda: upload(page, "green.png", png(green)))
    close(page)
    expect(page.get_by_text("60 × 40").first).to_be_visible()
    assert photograph(panel(page, 1))[20:-20, 20:-20].mean(axis=(0, 1)).argmax() == 1
    upload(page, "broken.png", b"This is not a picture.")
    expect(page.get_by_text("The picture before stays.")).to_be_visible()
    close(page)
    expect(page.get_by_text("60 × 40").first).to_be_visible()
    assert photograph(panel(page, 1))[20:-20, 20:-20].mean(axis=(0, 1)).argmax() == 1


def test_the_upload_follows_to_the_convolution_page(visit):
    page = visit()
    after(page, lambda: upload(page, "red.png", png(np.full((30, 30, 3), (250, 0, 0), np.uint8))))
    close(page)
    page.get_by_role("link", name="Convolution").click()
    page.locator(".board[data-layout]").wait_for()
    settled(page)
    choose(page, "Input", "Patch of a picture")
    choose(page, "Picture", "My picture")
    expect(page.locator(".total")).to_contain_text("=")
    page.wait_for_url(re.compile("convolution_picture=My\\+picture"))


def test_odd_files_get_a_sentence_and_no_traceback(visit):
    page = visit("?kernel_lab_kernel1=Identity")
    page.get_by_role("button", name="Your own picture").click()
    for name in [*odd.BAD][1:12:3]:
        file = {"name": f"{name}.png", "mimeType": "image/png", "buffer": odd.file(name)}
        page.locator("input[type=file]").first.set_input_files(file)
        expect(page.get_by_text(odd.answer(odd.file(name))[1])).to_be_visible()
        expect(page.get_by_text("The picture before stays.")).to_be_visible()
    assert "Traceback" not in page.locator("body").inner_text()


def test_the_download_is_the_result_at_full_size(visit):
    page = visit("?kernel_lab_picture=Eye&kernel_lab_kernel1=Sharpen")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the result").click()
    pixels = np.asarray(Image.open(waiting.value.path()))
    expected = filter_image(load_sample("Eye").pixels, named("Sharpen").weights)
    assert pixels.shape == expected.shape
    np.testing.assert_array_equal(pixels, np.rint(np.clip(expected, 0, 255)).astype(np.uint8))


def test_a_copied_link_shows_the_same_picture_elsewhere(visit):
    link = (
        "?kernel_lab_picture=Coffee&kernel_lab_kernel1=Emboss&kernel_lab_bias=40"
        "&kernel_lab_weights1=-2_-1_0*-1_1.5_1*0_1_2&kernel_lab_border=reflect&kernel_lab_stride=2"
    )
    first, second = visit(link), visit(link)
    versions = [page.locator(".pictures").get_attribute("data-version") for page in (first, second)]
    assert versions[0] == versions[1]
    assert "kernel_lab_weights1=-2_-1_0*-1_1.5_1*0_1_2" in second.url
    expect(second.locator("[role=spinbutton]").nth(4)).to_have_attribute("aria-valuenow", "1.5")


def test_the_link_of_somebody_elses_picture_says_so(visit):
    page = visit("?kernel_lab_picture=My+picture")
    expect(page.get_by_text("Pictures do not travel in links")).to_be_visible()


def test_a_kernel_that_does_not_fit_says_so(visit):
    page = visit()
    tiny = png(np.full((1, 1, 3), 90, np.uint8))
    after(page, lambda: upload(page, "tiny.png", tiny))
    close(page)
    page.get_by_role("button", name="More settings").click()
    choose(page, "Border", "none")
    expect(page.get_by_text("does not fit 1 cell")).to_be_visible()
    expect(page.get_by_role("button", name="Download the result")).to_be_disabled()


def test_the_wipe_shows_before_and_after_in_one_picture(visit):
    page = visit("?kernel_lab_wipe=True")
    divider = page.get_by_role("slider", name=re.compile("before|after|wipe", re.I)).first
    before = photograph(panel(page, 1))
    divider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    drawn(page)
    assert np.abs(photograph(panel(page, 1)) - before).mean() > 1


def test_normalising_keeps_the_brightness(visit):
    ones = "kernel_lab_weights1=1_1_1*1_1_1*1_1_1"
    page = visit(f"?{ones}&kernel_lab_normalise=True")
    expect(page.get_by_text("Nothing was clipped").first).to_be_visible()
    bright = visit(f"?{ones}")
    expect(bright.get_by_text("above 255").first).to_be_visible()

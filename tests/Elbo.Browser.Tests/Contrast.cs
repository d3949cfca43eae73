namespace Elbo.Browser.Tests;

/// <summary>Whether text can be read.</summary>
internal static class Contrast
{
    /// <summary>A script that lists text whose contrast with what is behind it is below 4.5 (WCAG 2.2, success criterion 1.4.3), but that of controls that are off.</summary>
    public const string Pale = """
        (() => {
          const parse = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
          const pale = [];
          for (const e of document.querySelectorAll('body *')) {
            if (!e.checkVisibility() || e.closest('script, :disabled, .unseen') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const svg = e instanceof SVGElement, css = getComputedStyle(e), a = light(parse(svg ? css.fill : css.color)), b = light(behind(e));
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5) pale.push(`${e.tagName} ${e.textContent.slice(0, 20)} ${contrast.toFixed(2)}`);
          }
          return pale.join('; ');
        })()
        """;
}

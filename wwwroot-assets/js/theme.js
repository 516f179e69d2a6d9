// Sets the theme before the first paint, so that a dark console never flashes white.
(function () {
  var stored = null;
  try { stored = localStorage.getItem("proxymip.theme"); } catch { /* storage switched off: follow the system */ }
  var dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();

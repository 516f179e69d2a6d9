// The little the server cannot do: remember theme and node of a tab, warn before a changed page is left, keys, downloads.
(function () {
  var dirty = false;

  function remember(store, key, value) {
    try { store.setItem(key, value); } catch { /* storage switched off */ }
  }

  function recall(store, key) {
    try { return store.getItem(key); } catch { return null; }
  }

  addEventListener("beforeunload", function (event) {
    if (dirty) { event.preventDefault(); }
  });

  addEventListener("keydown", function (event) {
    if (event.altKey && !event.ctrlKey && event.key >= "1" && event.key <= "7") {
      var entries = document.querySelectorAll(".bar-links [data-bar]");
      var entry = entries[Number(event.key) - 1];
      if (entry && entry.click) { event.preventDefault(); entry.click(); }
    } else if (event.ctrlKey && event.key === "s") {
      var apply = document.querySelector("[data-testid='btn-apply']");
      if (apply) { event.preventDefault(); apply.focus(); apply.click(); }
    } else if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      var filter = document.querySelector("[data-filter]");
      if (filter) { event.preventDefault(); filter.focus(); }
    }
  });

  window.proxymip = {
    start: function () {
      return { dark: document.documentElement.dataset.theme === "dark", node: recall(sessionStorage, "proxymip.node") };
    },
    setTheme: function (theme) {
      document.documentElement.dataset.theme = theme;
      remember(localStorage, "proxymip.theme", theme);
    },
    setNode: function (node) { remember(sessionStorage, "proxymip.node", node); },
    remember: function (key, value) { remember(localStorage, "proxymip." + key, value); },
    recall: function (key) { return recall(localStorage, "proxymip." + key); },
    setDirty: function (value) { dirty = value; },
    focusField: function (id) {
      var field = document.getElementById(id) || document.querySelector("[data-testid='" + CSS.escape(id) + "']");
      if (field) { field.focus(); field.scrollIntoView({ block: "center" }); }
    },
    save: function (name, type, text) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: type }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    }
  };
})();

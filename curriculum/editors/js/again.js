// Starting a page again, from a widget that lost its kernel.

function kernelOf(model) {
  try {
    return (model.widget_manager && model.widget_manager.kernel) || null;
  } catch {
    return null;
  }
}

function isWell(kernel) {
  return Boolean(kernel) && kernel.status === "idle" && kernel.connectionStatus === "connected";
}

// Whether somebody starts the page again; without our extension nobody may.
function startAgain(root, kernel) {
  // A kernel that is well and does not answer us was replaced behind the page's back. The lab goes
  // on sending to threads that only the old one had; a page that is loaded again does not.
  if (root.closest("[data-lift-elie]") && isWell(kernel)) {
    window.location.reload();
    return true;
  }
  const wish = new CustomEvent("lift-elie:start", { bubbles: true, cancelable: true });
  return !root.dispatchEvent(wish);
}

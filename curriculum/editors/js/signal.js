// The signal editor: its pages on the shared sheet.

export default { render: (view) => renderSheet(view, "signal", signalPages) };

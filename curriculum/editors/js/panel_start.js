export default { render: renderPanel };

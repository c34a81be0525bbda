{#- nbgrader's list of submissions, made for coaches: who waits, by name, and what stands in the
    way. It is filled by our script from nbgrader's own list and what our runs left. -#}
{%- set nonce = desk_nonce() -%}
{%- set static = base_url ~ '/formgrader/static' -%}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-{{ nonce }}'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'">
<title>Hand-ins: {{ assignment_id }}</title>
<style>
{{ desk_style() }}
</style>
</head>
<body class="le-desk">
<nav class="le-bar" aria-label="Formgrader">
  <strong>{{ assignment_id }}</strong>
  <span class="le-ways"><a href="{{ base_url }}/formgrader/gradebook">All exercises</a>
  <a href="{{ base_url }}/formgrader/manage_assignments">nbgrader’s own pages</a></span>
</nav>
<main class="le-page">
<h1>What was handed in</h1>
<p id="how-many" role="status">One moment …</p>
<p><a id="begin" class="le-open" hidden>Begin with the first that waits &rarr;</a></p>
<table id="hand-ins" hidden>
  <caption class="sr-only">Hand-ins, those that wait for you first</caption>
  <thead><tr><th scope="col">Learner</th><th scope="col">Where it stands</th><th scope="col">Round</th><th scope="col">Handed in</th><th scope="col">Check</th><th scope="col">Coach</th></tr></thead>
  <tbody></tbody>
</table>
<p class="le-quiet">New work comes in with <code>autograde collect {{ assignment_id }}</code> and <code>autograde run {{ assignment_id }}</code>; your answers go back with <code>autograde feedback {{ assignment_id }}</code>.</p>
</main>
<script nonce="{{ nonce }}" type="application/json" id="known">{{ desk_known(assignment_id) | tojson }}</script>
<script nonce="{{ nonce }}" type="application/json" id="where">{{ {'base': base_url, 'exercise': assignment_id, 'notebook': notebook_id} | tojson }}</script>
<script nonce="{{ nonce }}">
{{ desk_script('list.js') }}
</script>
</body>
</html>

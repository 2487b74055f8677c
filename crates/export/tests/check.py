"""Reads an export with the format's own public library and says what it saw.

check.py FORMAT FILE prints one JSON object: what the test compares, and under "problems" what the library finds wrong.
"""

import json
import sys


def parquet(path):
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    rows = table.to_pylist() if table.num_rows < 1000 else []
    groups = pq.ParquetFile(path).metadata.num_row_groups
    return {"schema": str(table.schema), "rows": rows, "count": table.num_rows, "groups": groups, "problems": []}


def ftm(path):
    from followthemoney import model
    from followthemoney.exc import InvalidData

    entities, problems = {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            where = f"{data['schema']} {data['id']}"
            if data["id"] in entities:
                problems.append(f"{where}: twice")
            schema = model.get(data["schema"])
            if schema is None or schema.abstract:
                problems.append(f"{where}: no schema to use")
                continue
            try:
                schema.validate(data)
            except InvalidData as error:
                problems.append(f"{where}: {error} {error.errors}")
            for name, values in data["properties"].items():
                prop = schema.get(name)
                if prop is None or prop.stub:
                    problems.append(f"{where}: no property {name}")
                    continue
                for value in values:
                    clean = prop.type.clean(value)
                    if clean is None or (prop.type.name in ("country", "date", "entity") and clean != value):
                        problems.append(f"{where}: {name} {value!r} is read as {clean!r}")
            proxy = model.get_proxy(data, cleaned=False)
            if proxy.id != data["id"]:
                problems.append(f"{where}: id is read as {proxy.id}")
            entities[proxy.id] = proxy
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                end = entities.get(value)
                if end is None:
                    problems.append(f"{proxy.id}: {prop.name} points to nothing: {value}")
                elif not end.schema.is_a(prop.range):
                    problems.append(f"{proxy.id}: {prop.name} points to a {end.schema.name}")
    schemata = {}
    for proxy in entities.values():
        schemata[proxy.schema.name] = schemata.get(proxy.schema.name, 0) + 1
    captions = sorted(f"{p.schema.name}: {p.caption}" for p in entities.values())
    return {"schemata": schemata, "captions": captions, "problems": problems}


def graphml(path):
    import networkx

    graph = networkx.read_graphml(path, force_multigraph=True)
    edges = [dict(data, source=a, target=b, id=key) for a, b, key, data in graph.edges(keys=True, data=True)]
    return {
        "directed": graph.is_directed(),
        "nodes": dict(graph.nodes(data=True)),
        "edges": edges,
        "problems": [f"{n}: no name" for n, data in graph.nodes(data=True) if "name" not in data],
    }


def stix(path):
    import stix2
    from stix2validator import ValidationOptions, validate_file

    with open(path, encoding="utf-8") as file:
        bundle = stix2.parse(file, allow_custom=False)
    result = validate_file(path, ValidationOptions(version="2.1"))
    problems = [str(error) for o in result.object_results for error in o.errors]
    if not result.is_valid and not problems:
        problems.append("not valid")
    warnings = sorted({str(w).split("{")[1].split("}")[0] for o in result.object_results for w in o.warnings})
    objects = {o["id"]: o for o in bundle.objects}
    if len(objects) != len(bundle.objects):
        problems.append("an id stands twice")
    for o in bundle.objects:
        for ref in references(json.loads(o.serialize())):
            if ref not in objects:
                problems.append(f"{o['id']}: points to nothing: {ref}")
    types = {}
    for o in bundle.objects:
        types[o["type"]] = types.get(o["type"], 0) + 1
    return {
        "id": bundle["id"],
        "types": types,
        "warnings": warnings,
        "revoked": sorted(o["content"] for o in bundle.objects if o["type"] == "note" and o["revoked"]),
        "opinions": sorted(f"{o['authors']}: {o['explanation']}" for o in bundle.objects if o["type"] == "opinion"),
        "ties": sorted(
            f"{objects[o['source_ref']]['name']} {o['relationship_type']} {objects[o['target_ref']]['name']}"
            for o in bundle.objects
            if o["type"] == "relationship" and o["relationship_type"] != "related-to"
        ),
        "problems": problems,
    }


def references(value):
    """All ids that an object points to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("_ref"):
                yield inner
            elif key.endswith("_refs"):
                yield from inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


if __name__ == "__main__":
    sight = {"parquet": parquet, "ftm": ftm, "graphml": graphml, "stix": stix}[sys.argv[1]](sys.argv[2])
    json.dump(sight, sys.stdout, default=str, sort_keys=True)

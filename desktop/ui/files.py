"""Choosing files that were brought, in Chinese throughout."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], None]
) -> QFileDialog:
    """Open the dialog for one file; ``chosen`` hears it, and nothing blocks."""
    dialog = _dialog(parent, title, kinds, QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def choose_files(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[tuple[Path, ...]], None]
) -> QFileDialog:
    """Open the dialog for any number of files; ``chosen`` hears them, and nothing blocks."""
    dialog = _dialog(parent, title, kinds, QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: chosen(tuple(Path(name) for name in names)))
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, kinds: str, mode: QFileDialog.FileMode) -> QFileDialog:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, place, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    # Qt's own Chinese texts leave these two out.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "位置(&I)：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型：")
    return dialog

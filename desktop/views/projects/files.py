"""Choosing one file that was brought, in Chinese throughout."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], None]
) -> QFileDialog:
    """Open the dialog; ``chosen`` hears the file, and nothing blocks."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, place, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    # Qt's own Chinese texts leave these two out.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "位置(&I)：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型：")
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog

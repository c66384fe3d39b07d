"""A person at LibreOffice: opens a workbook, types into cells through the input line, saves it.

The program is driven by a macro in a profile of its own, so that nothing but LibreOffice Calc itself is needed.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}

_MACRO = """
Sub Main
    On Error Goto Failed
    Dim oAccess As Object, oIn As Object, oDoc As Object, oFrame As Object, oDispatcher As Object
    Dim aParts, aNone(), sLine As String
    oAccess = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    oDispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    oIn = createUnoService("com.sun.star.io.TextInputStream")
    oIn.setInputStream(oAccess.openFileRead(Environ("CLIENT_SCRIPT")))
    oIn.setEncoding("UTF-8")
    Do While Not oIn.isEOF()
        sLine = oIn.readLine()
        aParts = Split(sLine, Chr(9))
        Select Case aParts(0)
        Case "open"
            oDoc = StarDesktop.loadComponentFromURL(aParts(1), "_blank", 0, aNone())
            oFrame = oDoc.CurrentController.Frame
        Case "sheet"
            oDoc.CurrentController.setActiveSheet(oDoc.Sheets.getByName(aParts(1)))
        Case "type"
            oDispatcher.executeDispatch(oFrame, ".uno:GoToCell", "", 0, Named("ToPoint", aParts(1)))
            oDispatcher.executeDispatch(oFrame, ".uno:EnterString", "", 0, Named("StringName", aParts(2)))
        Case "save"
            oDoc.calculateAll()
            oDoc.storeToURL(aParts(1), Named("FilterName", aParts(2)))
        End Select
    Loop
    oDoc.close(True)
    StarDesktop.terminate()
    Exit Sub
Failed:
    Dim nFile As Integer
    nFile = FreeFile
    Open Environ("CLIENT_ERRORS") For Output As #nFile
    Print #nFile, "line " & Erl & ": " & Error$ & " (" & sLine & ")"
    Close #nFile
    StarDesktop.terminate()
End Sub

Function Named(sName As String, sValue As String)
    Dim aProperties(0) As New com.sun.star.beans.PropertyValue
    aProperties(0).Name = sName
    aProperties(0).Value = sValue
    Named = aProperties()
End Function
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Client"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/></library:libraries>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Client" script:language="StarBasic">
"""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value>
</prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value>
</prop></item></oor:items>
"""
"""The locale, and that the profile is complete: a new one would get the program's own macros in place of ours."""


def type_into(
    soffice: str, folder: Path, source: Path, locale: str, typed: Iterable[tuple[str, str, str]], kinds: Iterable[str]
) -> dict[str, Path]:
    """Open a workbook, type into it, and save it under other kinds.

    Args:
        soffice: The program.
        folder: An empty folder for the profile, the script and what is saved.
        source: The workbook.
        locale: Locale in which the program takes what is typed, e.g. ``"zh-CN"``.
        typed: Sheet, cell, what is typed.
        kinds: Keys of ``FILTERS``.

    Returns:
        Kind -> the file saved.
    """
    profile = folder / "profile"
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True)
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    (basic / "Client.xba").write_text(_MODULE + escape(_MACRO) + "</script:module>", "utf-8")
    (basic.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(locale=locale), "utf-8")

    saved = {kind: folder / f"saved.{kind}" for kind in kinds}
    lines, sheet = [f"open\t{source.as_uri()}"], ""
    for name, cell, text in typed:
        if name != sheet:
            lines.append(f"sheet\t{name}")
            sheet = name
        lines.append(f"type\t{cell}\t{text}")
    lines += [f"save\t{path.as_uri()}\t{FILTERS[kind]}" for kind, path in saved.items()]
    script, errors = folder / "script.txt", folder / "errors.txt"
    script.write_text("\n".join(lines), "utf-8")

    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    ended = subprocess.run(
        [*command, "macro:///Standard.Client.Main"],
        env={**os.environ, "CLIENT_SCRIPT": script.as_uri(), "CLIENT_ERRORS": str(errors)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert not errors.exists(), errors.read_text("utf-8", errors="replace")
    assert all(path.exists() for path in saved.values()), ended.stderr.decode(errors="replace")
    return saved

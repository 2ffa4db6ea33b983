"""QGIS as a client of /ogc, without its windows: one JSON line for each feature of a collection, then what a drawn map shows.

usage: client.py SERVICE ACCOUNT TOKEN COLLECTION [west,south,east,north]
"""
import json
import sys
import tempfile

from qgis.core import (
    QgsApplication, QgsAuthMethodConfig, QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsMapRendererSequentialJob, QgsMapSettings,
    QgsRectangle, QgsVectorLayer, QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize, QVariant
from qgis.PyQt.QtGui import QColor

service, account, token, collection = sys.argv[1:5]
box = QgsRectangle(*map(float, sys.argv[5].split(","))) if len(sys.argv) > 5 else None


def value(v):
    if v is None or (isinstance(v, QVariant) and v.isNull()):
        return None
    return v if isinstance(v, (str, int, float, bool)) else v.toString("yyyy-MM-ddTHH:mm:ss.zzz") if hasattr(v, "toString") else str(v)


def features():
    uri = f"url='{service}' typename='{collection}' username='{account}' password='{token}' pageSize='250' restrictToRequestBBOX='1'"
    layer = QgsVectorLayer(uri, collection, "OAPIF")
    if not layer.isValid():
        sys.exit("QGIS does not open the layer: " + layer.error().message())
    request = QgsFeatureRequest() if box is None else QgsFeatureRequest(box)
    names = [f.name() for f in layer.fields()]
    for f in layer.getFeatures(request):
        print(json.dumps({"properties": dict(zip(names, map(value, f.attributes()))), "geometry": json.loads(f.geometry().asJson(17))}))


def painted(x, y, z):
    """How many of 256 x 256 pixels a map of the vector tiles paints in the place of one tile."""
    config = QgsAuthMethodConfig("Basic")
    config.setName("service")
    config.setConfig("username", account)
    config.setConfig("password", token)
    manager = QgsApplication.authManager()
    manager.setMasterPassword("of-a-folder-that-is-thrown-away", True)
    manager.storeAuthenticationConfig(config)
    tiles = f"type=xyz&zmin=0&zmax=18&authcfg={config.id()}&url={service}/collections/{collection}/tiles/WebMercatorQuad/%7Bz%7D/%7By%7D/%7Bx%7D"
    layer = QgsVectorTileLayer(tiles, collection)
    if not layer.isValid():
        sys.exit("QGIS does not open the tiles: " + layer.error().message())
    side = 2 * 20037508.342789244 / 2 ** z
    west, north = -20037508.342789244 + x * side, 20037508.342789244 - y * side
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(west, north - side, west + side, north))
    settings.setOutputSize(QSize(256, 256))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return sum(image.pixelColor(i, j) != QColor("white") for i in range(256) for j in range(256))


with tempfile.TemporaryDirectory() as profile:
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False, profile)
    application.initQgis()
    features()
    if box is not None:
        import math
        z = 15
        c = box.center()
        x = int((c.x() + 180) / 360 * 2 ** z)
        y = int((1 - math.asinh(math.tan(math.radians(c.y()))) / math.pi) / 2 * 2 ** z)
        print(json.dumps({"painted": painted(x, y, z), "elsewhere": painted(x + 4000, y, z)}))
    application.exitQgis()

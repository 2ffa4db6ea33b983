# Makes a QGIS project with one red layer: project.py GEOJSON PROJECT
import sys
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorLayer(sys.argv[1], 'park', 'ogr')
assert layer.isValid()
layer.setShortName('park')
layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({'color': '200,0,0,255', 'outline_style': 'no'})))
project = QgsProject.instance()
project.setCrs(QgsCoordinateReferenceSystem('EPSG:4326'))
project.addMapLayer(layer)
project.writeEntry('WMSCrsList', '/', ['EPSG:4326', 'EPSG:3857', 'EPSG:4490'])
project.writeEntry('WMTSLayers', 'Layer', [layer.id()])
project.writeEntry('WMTSPngLayers', 'Layer', [layer.id()])
project.writeEntry('WFSLayers', '/', [layer.id()])
assert project.write(sys.argv[2])

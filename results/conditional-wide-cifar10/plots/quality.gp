# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[cifar10-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 367.41101 363.76973 371.05229
10 288.07554 285.98815 290.16292
20 257.97411 255.36455 260.58366
EOD
$c1 << EOD
5 438.19969 427.36472 449.03466
10 320.61697 308.60451 332.62943
20 196.72952 189.66854 203.79049
EOD
$c2 << EOD
5 273.18184 265.14763 281.21604
10 150.87887 139.47187 162.28587
20 106.06505 96.057603 116.07249
EOD
$c3 << EOD
4 349.08181 346.69663 351.467
10 156.78424 151.65572 161.91277
20 73.743549 65.110482 82.376615
EOD
$c4 << EOD
5 143.40002 132.29141 154.50862
10 86.261922 77.446418 95.077427
20 82.965714 74.363943 91.567485
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('70' 70, '100' 100, '150' 150, '200' 200, '300' 300, '500' 500)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [64.124825:503.92965]
set arrow from graph 1.02, graph 0.6752 to graph 1.085, graph 0.6752 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.6752 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6752 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.5438 to graph 1.085, graph 0.5438 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.5438 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5438 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2441 to graph 1.085, graph 0.2441 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2441 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2441 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.0678 to graph 1.085, graph 0.0678 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.0678 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0678 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1249 to graph 1.085, graph 0.1249 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1249 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1249 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output

# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: quality by evaluations' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[cifar10-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9009934 362.70139 357.88123 367.52154
9.8019867 290.63598 288.29356 292.97841
19.603973 250.69835 247.44105 253.95564
EOD
$c1 << EOD
4.9502492 430.96392 418.85288 443.07496
9.9004983 311.2126 298.25168 324.17352
19.800997 183.17068 175.5467 190.79466
EOD
$c2 << EOD
5 259.56858 252.25352 266.88365
10 137.79357 127.11895 148.46819
20 94.411554 84.131418 104.69169
EOD
$c3 << EOD
4.0402007 342.39851 339.8994 344.89761
10.100502 167.30258 162.09309 172.51207
20.201003 64.36846 54.980122 73.756797
EOD
$c4 << EOD
5.1010067 134.53746 123.58563 145.48929
10.202013 75.591774 66.357925 84.825623
20.404027 72.799368 63.30068 82.298056
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('50' 50, '100' 100, '200' 200, '500' 500)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [47.808802:509.5362]
set arrow from graph 1.02, graph 0.7003 to graph 1.085, graph 0.7003 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.7003 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.7003 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.5676 to graph 1.085, graph 0.5676 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.5676 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5676 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2876 to graph 1.085, graph 0.2876 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2876 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2876 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.1237 to graph 1.085, graph 0.1237 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.1237 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.1237 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1797 to graph 1.085, graph 0.1797 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1797 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1797 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
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
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
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

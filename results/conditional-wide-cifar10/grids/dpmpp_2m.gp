# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,370 font 'sans,12' background '#ffffff'
set output 'dpmpp_2m.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:370]
set label 'dpmpp_2m' at 14,346 left noenhanced font ',15' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: quality by evaluations' at 14,322 left noenhanced font ',13' textcolor rgb '#444444'
set label 'NFE 5,  FD 129' at 14,288 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,209.5 to 1315.5,276.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'NFE 10,  FD 71.5' at 14,188 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,109.5 to 1315.5,176.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'NFE 20,  FD 67.5' at 14,88 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,9.5 to 1315.5,76.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
plot '../pictures/dpmpp_2m-vp_linear-log_snr-nfe5.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-log_snr-nfe10.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
